/** Whether a text names a person as `@Full Name` or `@First`, in any case, and not a part of a longer word. */
export function isNamed(text: string, name: string): boolean {
  const full = name.trim();
  const first = full.split(/\s+/)[0] ?? '';
  return [full, first].some((each) => each !== '' && holds(text, each));
}

function holds(text: string, name: string): boolean {
  // An address like a@anna.example names nobody.
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_.])@${escaped}(?![\p{L}\p{N}_])`, 'iu').test(text);
}
