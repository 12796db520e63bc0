import { useCallback, type RefObject } from 'react';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';

export type PaneName = 'views' | 'list' | 'side';

/** Widths in CSS pixels: at first, least, most. */
const PANES: Readonly<
  Record<PaneName, { readonly initial: number; readonly min: number; readonly max: number }>
> = {
  views: { initial: 190, min: 140, max: 320 },
  list: { initial: 330, min: 240, max: 560 },
  side: { initial: 276, min: 200, max: 480 },
};

/** The panes' widths: moved as a style while dragging, remembered when they rest. */
export function usePaneWidths(container: RefObject<HTMLElement | null>) {
  const { settings } = usePlatform();
  const { paneWidths } = useSettings();
  const widthOf = (pane: PaneName) => {
    const { initial, min, max } = PANES[pane];
    return Math.min(max, Math.max(min, paneWidths[pane] ?? initial));
  };
  const move = useCallback(
    (pane: PaneName, width: number) => container.current?.style.setProperty(`--${pane}`, `${width}px`),
    [container],
  );
  const settle = (pane: PaneName, width: number) => {
    // A width that cannot be remembered still holds until the window is closed.
    void settings.write({ paneWidths: { ...settings.get().paneWidths, [pane]: width } });
  };
  return {
    style: Object.fromEntries(
      (Object.keys(PANES) as PaneName[]).map((pane) => [`--${pane}`, `${widthOf(pane)}px`]),
    ),
    edge: (pane: PaneName) => ({
      width: widthOf(pane),
      min: PANES[pane].min,
      max: PANES[pane].max,
      onMove: (width: number) => move(pane, width),
      onSettle: (width: number) => settle(pane, width),
    }),
  };
}
