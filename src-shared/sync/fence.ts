/**
 * The entries that nothing before them on their ticket holds back (I3): the first that is blocked on a ticket fences
 * itself and all behind it there, and no other ticket.
 * @param entries in the order in which they were given
 */
export function unfenced<E extends { readonly ticketId: string }>(
  entries: readonly E[],
  isBlocked: (entry: E) => boolean,
): readonly E[] {
  const fenced = new Set<string>();
  return entries.filter((entry) => {
    if (!fenced.has(entry.ticketId) && isBlocked(entry)) fenced.add(entry.ticketId);
    return !fenced.has(entry.ticketId);
  });
}
