const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Whether a type is a raster picture that may be shown inside the window. SVG is a document with scripts: never. */
export function isPicture(type: string): boolean {
  return PICTURES.has(type);
}
