/** Forms that words can be given, each a button of the composer. */
export const FORMATS = [
  'bold',
  'italic',
  'underline',
  'strike',
  'code',
  'bullets',
  'numbers',
  'quote',
  'block',
  'link',
] as const;
export type Format = (typeof FORMATS)[number];

/** The button of a form, so that a key does what a click does; null where nothing is being written. */
export function formatButton(format: Format): HTMLButtonElement | null {
  return document.querySelector<HTMLButtonElement>(`button[data-format="${format}"]`);
}
