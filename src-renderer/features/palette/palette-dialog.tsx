import { Modal } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isOneOf } from '#renderer/hooks/keys.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import type { PaletteItem, PaletteScope } from './palette-item.ts';
import { PaletteOption } from './palette-option.tsx';
import { usePaletteItems } from './use-palette-items.ts';
import styles from './palette.module.css';

/** How far Page Up and Page Down go, in items. */
const PAGE = 8;

/** The field and what was found; the focus stays in the field. */
export function PaletteDialog(props: {
  readonly recent: readonly string[];
  readonly onChoose: (item: PaletteItem) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const domId = useId();
  const palette = useAction('palette');
  const [query, setQuery] = useState('');
  const [scope, setScope] = useState<PaletteScope | null>(null);
  /** Null as long as nobody has moved: then it is the first one that can be chosen. */
  const [movedTo, setMovedTo] = useState<string | null>(null);
  /** Enter was pressed before everything was found. */
  const [chosenAhead, setChosenAhead] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { groups, fresh } = usePaletteItems(query, scope, props.recent);

  const items = groups.flatMap((group) => group.items);
  const moved = items.findIndex((item) => item.id === movedTo);
  const active =
    moved >= 0
      ? moved
      : Math.max(
          0,
          items.findIndex((item) => item.reason === undefined),
        );
  const idOf = (index: number) => `${domId}${index}`;

  const search = (text: string) => {
    setQuery(text);
    setMovedTo(null);
    setChosenAhead(false);
  };
  const enter = (next: PaletteScope | null) => {
    setScope(next);
    search('');
    field.current?.focus();
  };
  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined || item.reason !== undefined) return;
    props.onChoose(item);
    if ('enter' in item.choose) enter(item.choose.enter);
  };

  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => {
    document.getElementById(idOf(active))?.scrollIntoView?.({ block: 'nearest' });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the ids stay
  }, [active, query]);
  useEffect(() => {
    if (!chosenAhead || !fresh) return;
    setChosenAhead(false);
    choose(items[active]);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- runs once, when everything has been found
  }, [chosenAhead, fresh]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = new Map([
      ['ArrowDown', 1],
      ['ArrowUp', -1],
      ['PageDown', PAGE],
      ['PageUp', -PAGE],
    ]).get(event.key);
    if (isOneOf(palette.keys, event)) props.onClose();
    else if (step !== undefined) setMovedTo(items[moveIn(items.length, active, step)]?.id ?? null);
    else if (event.key === 'Enter') {
      if (fresh) choose(items[active]);
      else setChosenAhead(true);
    } else if (event.key === 'Escape' && scope !== null) enter(null);
    else if (event.key === 'Backspace' && query === '' && scope !== null) enter(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  let index = -1;
  return (
    <Modal.Root
      opened
      onClose={props.onClose}
      returnFocus={false}
      closeOnEscape={scope === null}
      transitionProps={{ duration: 0 }}
      size={640}
      yOffset="10dvh"
    >
      <Modal.Overlay />
      {/* A class of its own would stand on what is around it too. */}
      <Modal.Content aria-label={t('palette.title')} classNames={{ content: styles.dialog ?? '' }}>
        <div className={styles.top}>
          <IconSearch size={18} aria-hidden="true" />
          {scope !== null && (
            <button
              type="button"
              className={styles.scope}
              tabIndex={-1}
              aria-label={t('palette.leave', { name: scope.name })}
              onClick={() => enter(null)}
            >
              {t('palette.within', { name: scope.name })}
              <IconX size={12} aria-hidden="true" />
            </button>
          )}
          <input
            ref={field}
            type="search"
            className={styles.field}
            value={query}
            placeholder={t('palette.search')}
            aria-label={t('palette.search')}
            aria-controls={`${domId}list`}
            aria-activedescendant={items.length === 0 ? undefined : idOf(active)}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={(event) => search(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div
          id={`${domId}list`}
          role="listbox"
          aria-label={t('palette.results')}
          className={styles.list}
          data-overlay=""
          tabIndex={0}
          aria-activedescendant={items.length === 0 ? undefined : idOf(active)}
          onKeyDown={onKeyDown}
          // A click leaves the focus in the field; Tab comes here, to scroll what is long.
          onMouseDown={(event) => event.preventDefault()}
        >
          {groups.map(({ group, items: own }) => (
            <div key={group} role="group" aria-labelledby={`${domId}${group}`}>
              <div id={`${domId}${group}`} className={styles.heading} role="presentation">
                {t(`palette.group.${group}`)}
              </div>
              {own.map((item) => {
                index += 1;
                const at = index;
                return (
                  <PaletteOption
                    key={item.id}
                    id={idOf(at)}
                    item={item}
                    selected={at === active}
                    onPoint={() => setMovedTo(item.id)}
                    onChoose={() => choose(item)}
                  />
                );
              })}
            </div>
          ))}
        </div>
        {items.length === 0 && fresh && (
          <EmptyState
            title={query.trim() === '' ? t('palette.noTickets') : t('palette.none', { query: query.trim() })}
          >
            {scope === null ? t('palette.noneHint') : undefined}
          </EmptyState>
        )}
        <p className="visually-hidden" role="status">
          {fresh && query !== '' ? t('palette.count', { count: items.length }) : ''}
        </p>
        <div className={styles.foot} aria-hidden="true">
          <span>
            <Kbd keys="↑" /> <Kbd keys="↓" /> {t('palette.hint.move')}
          </span>
          <span>
            <Kbd keys="↵" /> {t('palette.hint.run')}
          </span>
          <span>
            <Kbd keys="Esc" /> {t(scope === null ? 'palette.hint.close' : 'palette.hint.back')}
          </span>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** One step goes round, a page stops at the ends. */
function moveIn(length: number, from: number, by: number): number {
  if (Math.abs(by) === 1) return (from + by + length) % Math.max(1, length);
  return Math.min(length - 1, Math.max(0, from + by));
}
