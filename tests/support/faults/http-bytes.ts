const BREAK = Buffer.from('\r\n\r\n');

/** A message of HTTP/1.1 as bytes, cut where its body begins (RFC 9112). */
export interface HttpMessage {
  readonly startLine: string;
  /** Lower-case names. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The head of a message, or null when it is not all there; its body is what has come so far. */
export function readHead(bytes: Buffer): HttpMessage | null {
  const end = bytes.indexOf(BREAK);
  if (end < 0) return null;
  const [startLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { startLine, headers, body: bytes.subarray(end + BREAK.length) };
}

export function headerOf(message: Pick<HttpMessage, 'headers'>, name: string): string | null {
  return message.headers.find(([each]) => each === name)?.[1] ?? null;
}

/** Whether a request has come whole. */
export function isWhole(message: HttpMessage): boolean {
  if (headerOf(message, 'transfer-encoding')?.toLowerCase() === 'chunked')
    return message.body.subarray(-5).equals(Buffer.from('0\r\n\r\n'));
  return message.body.length >= Number(headerOf(message, 'content-length') ?? 0);
}

/** The bytes of a message, with some headers given anew. */
export function writeMessage(message: HttpMessage, anew: Readonly<Record<string, string>>): Buffer {
  const kept = message.headers.filter(([name]) => !(name in anew));
  const lines = [...kept, ...Object.entries(anew)].map(([name, value]) => `${name}: ${value}`);
  const head = Buffer.from(`${[message.startLine, ...lines].join('\r\n')}\r\n\r\n`, 'latin1');
  return Buffer.concat([head, message.body]);
}

/** An answer made by somebody who is not the helpdesk. */
export function cannedAnswer(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  return writeMessage(
    { startLine: `HTTP/1.1 ${status} Canned`, headers: [], body: bytes },
    { 'content-type': type, 'content-length': String(bytes.length), connection: 'close', ...headers },
  );
}
