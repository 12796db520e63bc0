/** The header that makes a browser save a file under this name, never show it (RFC 6266, RFC 8187). */
export function contentDisposition(name: string): string {
  const whole = name.replace(/\p{Surrogate}/gu, '_');
  const plain = whole.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(whole).replace(/['()*]/g, percentEncode);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
