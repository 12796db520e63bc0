import { z } from 'zod';
import { filterSchema, type Filter } from './filter.ts';
import { DUE_FIRST, orderSchema, type Order } from './order.ts';

/** Most views of one's own. */
export const MAX_SAVED_VIEWS = 100;

export const COLUMNS = [
  'number',
  'customer',
  'due',
  'waiting',
  'status',
  'priority',
  'assignee',
  'queue',
  'tags',
  'line',
  'updated',
] as const;
export type ColumnId = (typeof COLUMNS)[number];

const columnSchema = z.strictObject({ id: z.enum(COLUMNS), width: z.int().min(40).max(600) });

/** How rows look: in two lines and their marks, or in one line with columns behind the subject. Widths in CSS pixels. */
export const layoutSchema = z.strictObject({
  density: z.enum(['full', 'compact']),
  columns: z.array(columnSchema).max(COLUMNS.length),
});
export type Layout = z.output<typeof layoutSchema>;

export const FULL_LAYOUT: Layout = { density: 'full', columns: [] };

/** A view of one's own. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: Filter;
  readonly order: Order;
  readonly layout: Layout;
}

export const savedViewSchema: z.ZodType<SavedView> = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(60),
  filter: filterSchema,
  order: orderSchema.default(DUE_FIRST),
  layout: layoutSchema.default(FULL_LAYOUT),
});

/** One of the kept views: one that can be used, or one that a newer version has made, kept as it is. */
export type KeptView =
  | { readonly kind: 'view'; readonly view: SavedView }
  | { readonly kind: 'unknown'; readonly name: string | null; readonly raw: unknown };

/** Reads what was kept. Nothing is dropped: what this version cannot read stays where it is. */
export function parseKeptViews(kept: readonly unknown[]): readonly KeptView[] {
  const ids = new Set<string>();
  return kept.map((raw) => {
    const parsed = savedViewSchema.safeParse(raw);
    if (parsed.success && !ids.has(parsed.data.id)) {
      ids.add(parsed.data.id);
      return { kind: 'view', view: parsed.data };
    }
    const name = (raw as { name?: unknown } | null)?.name;
    return { kind: 'unknown', name: typeof name === 'string' ? name.slice(0, 60) : null, raw };
  });
}

/** The same, to be kept. */
export function toKept(views: readonly KeptView[]): readonly unknown[] {
  return views.map((each) => (each.kind === 'view' ? each.view : each.raw));
}
