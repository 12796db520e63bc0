import { ActionIcon } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconCodeDots,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconStrikethrough,
  IconUnderline,
} from '@tabler/icons-react';
import { useRef, useState, type ComponentType, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FORMATS, type Format } from '#renderer/hooks/formats.ts';
import { useActions } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import styles from './format-bar.module.css';

const ICONS: Readonly<Record<Format, ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>>> = {
  bold: IconBold,
  italic: IconItalic,
  underline: IconUnderline,
  strike: IconStrikethrough,
  code: IconCode,
  bullets: IconList,
  numbers: IconListNumbers,
  quote: IconBlockquote,
  block: IconCodeDots,
  link: IconLink,
};

/** The forms as buttons: one stop of the Tab key, arrows go through them. A click leaves the cursor where it is. */
export function FormatBar(props: {
  readonly active: readonly Format[];
  readonly onFormat: (format: Format) => void;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const actions = useActions();
  const bar = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<Format>('bold');

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = FORMATS[(FORMATS.indexOf(stop) + by + FORMATS.length) % FORMATS.length] ?? 'bold';
    setStop(next);
    bar.current?.querySelector<HTMLButtonElement>(`[data-format="${next}"]`)?.focus();
  };

  return (
    // The keys belong to the buttons inside, which have the focus.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div ref={bar} className={styles.bar} role="toolbar" aria-label={t('format.name')} onKeyDown={onKeyDown}>
      {FORMATS.map((format) => {
        const Icon = ICONS[format];
        const keys = actions.find((action) => action.name === `format.${format}`)?.keys[0];
        const name = t(`action.format.${format}`);
        return (
          <ActionIcon
            key={format}
            size="sm"
            data-format={format}
            aria-label={name}
            aria-pressed={props.active.includes(format)}
            aria-keyshortcuts={names.aria(keys)}
            title={keys === undefined ? name : `${name} · ${names.label(keys)}`}
            tabIndex={format === stop ? 0 : -1}
            // The words keep the selection.
            onMouseDown={(event) => event.preventDefault()}
            onFocus={() => setStop(format)}
            onClick={() => props.onFormat(format)}
          >
            <Icon size={15} aria-hidden="true" />
          </ActionIcon>
        );
      })}
    </div>
  );
}
