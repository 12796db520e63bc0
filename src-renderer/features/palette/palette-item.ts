import type { ComponentType } from 'react';
import type { KeySequence } from '#shared/contract/ipc/own-keys.ts';
import type { CustomerId, PersonId } from '#shared/base/brand.ts';

/** What the palette offers, in the order of its groups. */
export const PALETTE_GROUPS = [
  'recent',
  'actions',
  'go',
  'tickets',
  'customers',
  'queues',
  'people',
  'settings',
] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** What the palette is narrowed to: the tickets of somebody. */
export type PaletteScope =
  | { readonly kind: 'customer'; readonly id: CustomerId; readonly name: string }
  | { readonly kind: 'person'; readonly id: PersonId; readonly name: string };

/** One line of the palette. */
export interface PaletteItem {
  /** Stays the same as long as it means the same, so that what was chosen recently is found again. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** More about it, in smaller letters. */
  readonly hint?: string;
  /** Why it cannot be chosen now. */
  readonly reason?: string;
  readonly keys?: KeySequence;
  readonly icon?: ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>;
  /** Folded: everything it is found by. */
  readonly text: string;
  readonly choose: { readonly run: () => void } | { readonly enter: PaletteScope };
}

/** Items in their groups, empty ones left out; `first` goes before all others. */
export function inGroups(
  items: readonly PaletteItem[],
  first?: PaletteGroup,
): readonly { readonly group: PaletteGroup; readonly items: readonly PaletteItem[] }[] {
  const order = first === undefined ? PALETTE_GROUPS : [first, ...PALETTE_GROUPS.filter((g) => g !== first)];
  return order.flatMap((group) => {
    const own = items.filter((item) => item.group === group);
    return own.length === 0 ? [] : [{ group, items: own }];
  });
}
