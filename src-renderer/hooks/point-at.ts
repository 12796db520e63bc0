/** How long a place is pointed at, in milliseconds. */
export const POINTED_MS = 2_500;

const ends = new Map<Element, ReturnType<typeof setTimeout>>();

/**
 * Draws the eye to a place of the window for a moment; the focus stays where it is.
 *
 * @param selector CSS; the first that is found is pointed at
 * @returns whether the place is there
 */
export function pointAt(selector: string): boolean {
  const place = document.querySelector(selector);
  if (place === null) return false;
  place.setAttribute('data-pointed', '');
  place.scrollIntoView?.({ block: 'nearest' });
  clearTimeout(ends.get(place));
  ends.set(
    place,
    setTimeout(() => {
      place.removeAttribute('data-pointed');
      ends.delete(place);
    }, POINTED_MS),
  );
  return true;
}
