import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useLayoutEffect, useState, type ReactElement, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { holdKeys } from './hold-keys.ts';
import styles from './picker.module.css';

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly checked?: boolean;
}

/** A searchable menu on a button: arrow keys and Enter choose, Escape closes, and the focus goes back to the button. */
export function Picker(props: {
  readonly opened: boolean;
  readonly onOpenedChange: (opened: boolean) => void;
  readonly searchLabel: string;
  readonly options: readonly PickerOption[];
  readonly onPick: (value: string) => void;
  readonly emptyText: string;
  /** Offered when nothing has exactly this label. */
  readonly create?: { readonly label: (text: string) => string; readonly run: (text: string) => void };
  /** Several can be chosen one after the other. */
  readonly stayOpen?: boolean;
  readonly children: ReactElement;
}) {
  const [search, setSearch] = useState('');
  const { opened, onOpenedChange } = props;
  const combobox = useCombobox({ opened, onOpenedChange });

  useLayoutEffect(() => {
    if (!opened) return;
    setSearch('');
    const held = holdKeys();
    // The drop-down follows this change by a frame or several; its field takes the focus as soon as it is there.
    let frame = requestAnimationFrame(function take() {
      const field = combobox.searchRef.current;
      field?.focus();
      if (field === null || document.activeElement !== field) {
        frame = requestAnimationFrame(take);
        return;
      }
      combobox.selectFirstOption();
      const { text, isEntered } = held.release();
      if (text === '' && !isEntered) return;
      // At once: the next frame must not choose from what it was before.
      flushSync(() => setSearch(text));
      frame = requestAnimationFrame(() => {
        combobox.selectFirstOption();
        if (isEntered) combobox.clickSelectedOption();
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      held.release();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the store object is new at each render
  }, [opened]);

  const wanted = search.trim().toLocaleLowerCase();
  const shown = props.options.filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const exact = props.options.some((option) => option.label.toLocaleLowerCase() === wanted);
  const close = () => {
    onOpenedChange(false);
    combobox.focusTarget();
  };
  const submit = (value: string) => {
    if (value.startsWith('create:')) props.create?.run(search.trim());
    else props.onPick(value.slice('option:'.length));
    setSearch('');
    if (props.stayOpen !== true) close();
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={submit}
      position="bottom-start"
      width="max-content"
      // Each ticket has six of them: kept ready, they would be made, placed and taken away with every ticket that is opened.
      keepMounted={false}
      onClose={() => onOpenedChange(false)}
    >
      <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={false}>
        {props.children}
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown}>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            requestAnimationFrame(() => combobox.selectFirstOption());
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Tab') return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
          aria-label={props.searchLabel}
          placeholder={props.searchLabel}
        />
        <Combobox.Options className={styles.options} aria-label={props.searchLabel}>
          {shown.map((option) => (
            <Combobox.Option
              key={option.value}
              value={`option:${option.value}`}
              active={option.checked === true}
              className={styles.option}
            >
              <span className={styles.check}>
                {option.checked === true && <IconCheck size={14} aria-hidden="true" />}
              </span>
              {option.icon}
              <span className={styles.label}>{option.label}</span>
              {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
            </Combobox.Option>
          ))}
          {props.create !== undefined && wanted !== '' && !exact && (
            <Combobox.Option value="create:" className={styles.option}>
              <span className={styles.check} />
              <span className={styles.label}>{props.create.label(search.trim())}</span>
            </Combobox.Option>
          )}
        </Combobox.Options>
        {/* Not in the list: a list has options only. */}
        {shown.length === 0 && (props.create === undefined || wanted === '') && (
          <Combobox.Empty role="status">{props.emptyText}</Combobox.Empty>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
