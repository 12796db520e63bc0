import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import type { PaletteItem } from './palette-item.ts';
import styles from './palette.module.css';

/** One line of the palette, with its key; what cannot be done now says why. */
export function PaletteOption(props: {
  readonly id: string;
  readonly item: PaletteItem;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}) {
  const names = useKeyNames();
  const { item } = props;
  const Icon = item.icon;
  const hint = item.reason ?? item.hint;
  return (
    // The keyboard is handled by the field, which has the focus (aria-activedescendant).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="option"
      aria-selected={props.selected}
      aria-disabled={item.reason !== undefined}
      aria-label={item.label}
      aria-describedby={hint === undefined ? undefined : `${props.id}hint`}
      aria-keyshortcuts={names.aria(item.keys)}
      className={cx(
        styles.option,
        props.selected && styles.selected,
        item.reason !== undefined && styles.disabled,
      )}
      // Not when the list moves under a pointer that rests.
      onMouseMove={props.selected ? undefined : props.onPoint}
      onClick={props.onChoose}
    >
      <span className={styles.icon}>{Icon !== undefined && <Icon size={16} aria-hidden="true" />}</span>
      <span className={styles.label}>{item.label}</span>
      {hint !== undefined && (
        <span id={`${props.id}hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {item.keys !== undefined && <Kbd keys={names.label(item.keys)} />}
    </div>
  );
}
