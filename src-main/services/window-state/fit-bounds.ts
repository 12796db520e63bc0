export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smallest size of the window, in device-independent pixels. */
export const MIN_SIZE = { width: 800, height: 560 };
const PREFERRED_SIZE = { width: 1440, height: 900 };
/** So much of the title bar must be on a display that the window can be grasped with the mouse. */
const GRASP = { width: 120, height: 32 };

/**
 * Where the window opens: where it was, if enough of it can be reached on the displays of today, else in the middle of
 * the first display. Never larger than its display.
 *
 * @param displays work areas, the primary one first
 */
export function fitBounds(saved: Bounds | null, displays: readonly Bounds[]): Bounds {
  const primary = displays[0];
  if (primary === undefined) return saved ?? { x: 0, y: 0, ...PREFERRED_SIZE };
  const home = saved === null ? undefined : displays.find((area) => canGrasp(saved, area));
  const area = home ?? primary;
  const wanted = saved ?? { ...PREFERRED_SIZE, x: 0, y: 0 };
  const width = Math.max(Math.min(wanted.width, area.width), Math.min(MIN_SIZE.width, area.width));
  const height = Math.max(Math.min(wanted.height, area.height), Math.min(MIN_SIZE.height, area.height));
  if (home !== undefined) return { x: wanted.x, y: wanted.y, width, height };
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}

function canGrasp(window: Bounds, area: Bounds): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTitleInside = window.y >= area.y && window.y + GRASP.height <= area.y + area.height;
  return across >= GRASP.width && isTitleInside;
}
