import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './splitter.module.css';

const STEP = 16;

/**
 * The edge between two panes, moved by pointer or by arrow keys. While it moves only `onMove` is called (a style, no
 * render); `onSettle` is called when it rests.
 */
export function Splitter(props: {
  readonly label: string;
  readonly controls: string;
  /** Width in CSS pixels of the pane it belongs to. */
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** The pane lies to the right of the edge. */
  readonly reversed?: boolean;
  readonly onMove: (width: number) => void;
  readonly onSettle: (width: number) => void;
}) {
  const drag = useRef<{ readonly x: number; readonly from: number; width: number } | null>(null);
  const clamp = (width: number) => Math.round(Math.min(props.max, Math.max(props.min, width)));
  const sign = props.reversed === true ? -1 : 1;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.dataset.dragging = '';
    drag.current = { x: event.clientX, from: props.width, width: props.width };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    drag.current.width = clamp(drag.current.from + sign * (event.clientX - drag.current.x));
    props.onMove(drag.current.width);
  };
  const onPointerEnd = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current === null) return;
    delete event.currentTarget.dataset.dragging;
    props.onSettle(drag.current.width);
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next =
      event.key === 'ArrowLeft'
        ? props.width - sign * STEP
        : event.key === 'ArrowRight'
          ? props.width + sign * STEP
          : event.key === 'Home'
            ? props.min
            : event.key === 'End'
              ? props.max
              : null;
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    props.onMove(clamp(next));
    props.onSettle(clamp(next));
  };

  return (
    // A focusable separator is the widget of the ARIA practices for this; the linter knows only the static kind.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-controls={props.controls}
      aria-valuenow={props.width}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      tabIndex={0}
      className={styles.splitter}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
    />
  );
}
