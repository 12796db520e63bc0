import { session } from 'electron';
import type { ProxyPorts } from './proxy-ports.ts';

/**
 * The network to helpdesks: the system's proxies and certificates, but a session in memory that the page does not share,
 * without cache and cookies. A request whose answer redirects fails.
 */
export function openHelpdeskNetwork(): ProxyPorts['fetch'] {
  const network = session.fromPartition('helpdesk', { cache: false });
  network.setPermissionRequestHandler((_contents, _permission, done) => done(false));
  return (url, init) => network.fetch(url, { ...init, bypassCustomProtocolHandlers: true });
}
