import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeySequence, OwnKeys } from '#shared/contract/ipc/own-keys.ts';
import { conflictsOf, giveKeys, keysAfter, refusalOf } from '#renderer/hooks/key-conflicts.ts';
import { useActions, type KeyedAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

/** What is asked before keys are taken from others. */
export interface TakeOver {
  readonly name: string;
  readonly question: string;
  readonly keys: readonly KeySequence[];
}

/** Changing keys: checked, asked about where others have them, written, and told. */
export function useKeyChanges() {
  const { t } = useTranslation();
  const { settings } = usePlatform();
  const own = useSettings().keys;
  const actions = useActions();
  const names = useKeyNames();
  const tell = useTell();
  const [takeOver, setTakeOver] = useState<TakeOver | null>(null);
  const [refused, setRefused] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [told, setTold] = useState('');

  const labelOf = (action: KeyedAction) => t(action.label({ ticket: null }));
  const forget = () => {
    setTakeOver(null);
    setRefused(null);
  };
  const write = async (keys: OwnKeys, text: string) => {
    forget();
    // Copied: what is written has no read-only parts.
    const written = await settings.write({ keys: structuredClone(keys) as never });
    if (written.ok) setTold(text);
    else tell({ tone: 'error', text: t(`settings.error.${written.error}`) });
  };
  const refuse = (action: KeyedAction, text: string) => {
    setTakeOver(null);
    setRefused({ name: action.name, text });
    return null;
  };
  const give = (action: KeyedAction, keys: readonly KeySequence[], text: string): Promise<void> | null => {
    const others = conflictsOf(actions, action, keys);
    if (others.length === 0) return write(giveKeys(actions, own, action, keys), text);
    setRefused(null);
    setTakeOver({
      name: action.name,
      question: t('keys.conflict', {
        actions: others.map((other) => t('keys.quoted', { action: labelOf(other) })).join(', '),
      }),
      keys,
    });
    return null;
  };

  return {
    takeOver,
    refused,
    told,
    forget,
    labelOf,
    refuseAlt: (action: KeyedAction) => refuse(action, t('keys.refused.alt')),
    /**
     * @param sequence null takes the key away
     * @returns when the keys are written; null when they are refused or asked about
     */
    set(action: KeyedAction, index: number, sequence: KeySequence | null): Promise<void> | null {
      const name = labelOf(action);
      if (sequence === null)
        return write(
          giveKeys(actions, own, action, keysAfter(action, index, null)),
          t('keys.told.cleared', { action: name }),
        );
      const refusal = refusalOf(sequence, action.where !== undefined);
      const keys = names.label(sequence);
      if (refusal !== null) return refuse(action, t(`keys.refused.${refusal}`, { keys }));
      return give(action, keysAfter(action, index, sequence), t('keys.told.set', { action: name, keys }));
    },
    reset: (action: KeyedAction) =>
      give(action, action.defaultKeys, t('keys.told.reset', { action: labelOf(action) })),
    resetAll: () => void write({}, t('keys.told.resetAll')),
    /** Does what was asked about. */
    take(action: KeyedAction, wanted: TakeOver): Promise<void> {
      const keys = wanted.keys.map((sequence) => names.label(sequence)).join(', ');
      return write(
        giveKeys(actions, own, action, wanted.keys),
        t('keys.told.set', { action: labelOf(action), keys }),
      );
    },
  };
}
