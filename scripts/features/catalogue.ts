import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT } from '../machine/folders.ts';

const catalogueSchema = z.record(z.string().regex(/^[A-Z]\d+$/), z.string().min(1));

/** Every feature of the product: id and short name, in the order of docs/features.json. */
export type Catalogue = z.output<typeof catalogueSchema>;

/** Reads docs/features.json. */
export function readCatalogue(): Catalogue {
  const text = readFileSync(path.join(PROJECT, 'docs', 'features.json'), 'utf8');
  return catalogueSchema.parse(JSON.parse(text));
}

/** The ids a scenario's title begins with: `[O1][T3] the reply …` shows O1 and T3. */
export function idsOf(title: string): string[] {
  const front = /^(?:\[[A-Z]\d+\])+/.exec(title)?.[0] ?? '';
  return [...front.matchAll(/\[([A-Z]\d+)\]/g)].map((match) => match[1] ?? '');
}
