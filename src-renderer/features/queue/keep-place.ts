/** Blank space above and below the rows of a list, in CSS pixels: so that a short list can keep a row where it is. */
export interface Room {
  readonly lead: number;
  readonly tail: number;
}

/**
 * How a list must be scrolled, and how much blank space it needs, so that a row which has got another number stays where it
 * is on the screen. All in CSS pixels.
 */
export function keepPlace(was: {
  readonly room: Room;
  readonly scrollTop: number;
  /** By how much the row stands lower in the list than before. */
  readonly shift: number;
  /** Of the part that is seen. */
  readonly height: number;
  /** Height of all rows now. */
  readonly content: number;
}): { readonly room: Room; readonly scrollTop: number } {
  const wanted = was.scrollTop - was.room.lead + was.shift;
  const lead = Math.max(0, -wanted);
  const scrollTop = Math.max(0, wanted);
  const tail = scrollTop === 0 ? 0 : Math.max(0, scrollTop + was.height - lead - was.content);
  return { room: { lead, tail }, scrollTop };
}
