/** What a `vakhta://ticket/…` link names: the id or the number of a ticket. Everything else is null. */
export function parseTicketLink(link: string): string | null {
  const match = /^vakhta:\/\/ticket\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,12})\/?$/i.exec(link);
  return match?.[1]?.toLowerCase() ?? null;
}

/** The ticket of the first link among command-line arguments: how Windows and Linux hand links to a program. */
export function findTicketLink(args: readonly string[]): string | null {
  for (const arg of args) {
    const ticket = parseTicketLink(arg);
    if (ticket !== null) return ticket;
  }
  return null;
}

const EXTERNAL: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** An address that may be given to the system's browser or mail program, in its normal form; else null. */
export function parseExternalUrl(text: string): string | null {
  if (text.length > 8000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (!EXTERNAL.has(url.protocol)) return null;
  // Credentials in an address serve only to make it look like another one.
  if (url.username !== '' || url.password !== '') return null;
  return url.href;
}
