import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an IP address belongs to the public internet: not to this machine, this network, or a special purpose (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process`: an IPv4 address in an IPv6 one is judged as what it is.
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}

/** Whether a host of a URL may be asked: a name (its addresses are judged when it is looked up), or a public address. */
export function isPublicHost(hostname: string): boolean {
  const plain = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(plain)) return isPublicAddress(plain);
  return (
    /\.[a-z][a-z\d-]*\.?$/i.test(plain) &&
    !/\.(?:local|localhost|internal|lan|home|intranet)\.?$/i.test(plain)
  );
}

/**
 * Looks a name up and gives only public addresses on: what is connected to is what was judged, so a name that answers
 * otherwise the second time (DNS rebinding) gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, []);
    const addresses: readonly LookupAddress[] = found;
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    // One that is not public spoils all: an honest name has no such address beside.
    if (first === undefined || allowed.length !== addresses.length) {
      return done(Object.assign(new Error('Not a public address'), { code: 'EACCES' }), []);
    }
    if (options.all === true) return done(null, [...allowed]);
    done(null, first.address, first.family);
  });
};
