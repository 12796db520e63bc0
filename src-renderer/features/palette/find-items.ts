import type { PaletteItem } from './palette-item.ts';
import { rank } from './rank.ts';

/** Items that match one of the readings of a query, best first, each once; all of them where there is no query. */
export function findItems(
  items: readonly PaletteItem[],
  readings: readonly string[],
): readonly PaletteItem[] {
  if (readings.length === 0) return items;
  const texts = items.map((item) => item.text);
  const found = new Set<PaletteItem>();
  for (const reading of readings) {
    // What is written as it is typed is meant; what needs an error let pass only where nothing is.
    const exact = rank(texts, reading, 'none');
    for (const place of exact.length > 0 ? exact : rank(texts, reading, 'typo')) {
      const item = items[place];
      if (item !== undefined) found.add(item);
    }
  }
  return [...found];
}
