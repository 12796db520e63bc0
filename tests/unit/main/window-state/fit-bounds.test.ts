import { describe, expect, it } from 'vitest';
import { fitBounds } from '#main/services/window-state/fit-bounds.ts';

const LAPTOP = { x: 0, y: 0, width: 1280, height: 720 };
const MONITOR = { x: 1280, y: -200, width: 2560, height: 1400 };

describe('where the window opens', () => {
  it('a first start is in the middle of the first display, and not larger', () => {
    expect(fitBounds(null, [LAPTOP])).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
    expect(fitBounds(null, [MONITOR])).toEqual({ x: 1840, y: 50, width: 1440, height: 900 });
  });

  it('where it was, on a second display too', () => {
    const saved = { x: 1400, y: -100, width: 1600, height: 1000 };
    expect(fitBounds(saved, [LAPTOP, MONITOR])).toEqual(saved);
  });

  it('in sight, when the display it was on is gone', () => {
    const saved = { x: 1400, y: -100, width: 1600, height: 1000 };
    expect(fitBounds(saved, [LAPTOP])).toEqual({ x: 0, y: 0, width: 1280, height: 720 });
  });

  it('in sight, when only a sliver or no title bar could be grasped', () => {
    expect(fitBounds({ x: 1270, y: 10, width: 900, height: 600 }, [LAPTOP]).x).toBe(190);
    expect(fitBounds({ x: 10, y: -60, width: 900, height: 600 }, [LAPTOP]).y).toBe(60);
    expect(fitBounds({ x: 10, y: 715, width: 900, height: 600 }, [LAPTOP]).y).toBe(60);
  });

  it('not smaller than it can be used', () => {
    expect(fitBounds({ x: 5, y: 5, width: 10, height: 10 }, [MONITOR]).width).toBe(800);
  });
});
