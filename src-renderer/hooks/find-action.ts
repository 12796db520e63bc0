/**
 * Whether an action is meant by what somebody looks for in a list of keys: every word begins one of its name, or all of it
 * is how a key is written.
 */
export function isMeant(query: string, label: string, keys: readonly string[]): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return true;
  if (keys.some((name) => name.toLocaleLowerCase() === wanted)) return true;
  const name = label.toLocaleLowerCase().split(/\s+/);
  return wanted.split(/\s+/).every((word) => name.some((own) => own.startsWith(word)));
}
