/** What can be decided about an entry: each is a button of the entry, so that a key does what a click does. */
export type Choice = 'do' | 'edit' | 'discard' | 'open' | 'behind' | 'do-all' | 'discard-all';

/** Choices that stand once for all entries of a ticket. */
const OF_TICKET: readonly Choice[] = ['open', 'do-all', 'discard-all'];

/** The entries of the window in the order they are seen. */
function entries(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-entry]')];
}

/** The entry that has the focus, or that holds what has it. */
function focusedEntry(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-entry]') ?? null;
}

/** The button of a choice: of the entry with the focus, or of the ticket's group around it. */
export function choiceButton(choice: Choice): HTMLButtonElement | null {
  const entry = focusedEntry();
  const find = (scope: Element | null | undefined) =>
    scope?.querySelector<HTMLButtonElement>(`[data-choice="${choice}"]`) ?? null;
  const button =
    find(entry) ?? (OF_TICKET.includes(choice) ? find(entry?.closest('[data-entry-group]')) : null);
  return button === null || button.disabled ? null : button;
}

/** Puts the focus on an entry. @returns whether it is here */
export function focusEntry(id: string): boolean {
  const entry = entries().find((candidate) => candidate.dataset['entry'] === id);
  if (entry === undefined) return false;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView?.({ block: 'nearest' });
  return true;
}

/** Goes up or down the entries. @returns whether there are any */
export function moveEntryFocus(by: 1 | -1): boolean {
  const all = entries();
  if (all.length === 0) return false;
  const focused = focusedEntry();
  const at = focused === null ? (by > 0 ? -1 : all.length) : all.indexOf(focused);
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  return next?.dataset['entry'] !== undefined && focusEntry(next.dataset['entry']);
}
