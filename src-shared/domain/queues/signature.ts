/** Longest signature under an answer, in UTF-16 units. */
export const MAX_SIGNATURE_CHARS = 2_000;

/** The signature as it stands under an answer: the places filled, or null where there is none. */
export function fillSignature(
  queue: { readonly name: string; readonly signature?: string | null | undefined },
  person: { readonly name: string; readonly publicName?: string | null | undefined },
): string | null {
  const pattern = queue.signature?.trim() ?? '';
  if (pattern === '') return null;
  const places: Readonly<Record<string, string>> = { name: publicNameOf(person), queue: queue.name };
  const filled = pattern.replace(/\{(name|queue)\}/g, (_whole, place: string) => places[place] ?? '');
  return filled.slice(0, MAX_SIGNATURE_CHARS);
}

/** The name that customers read. */
export function publicNameOf(person: {
  readonly name: string;
  readonly publicName?: string | null | undefined;
}): string {
  return person.publicName ?? person.name;
}
