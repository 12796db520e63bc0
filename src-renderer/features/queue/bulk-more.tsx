import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpochMs } from '#shared/base/brand.ts';
import { categorySchema, type Ticket } from '#shared/domain/tickets/ticket.ts';
import { toCategory, toFollow, toSnooze } from '#renderer/hooks/bulk-changes.ts';
import { snoozeChoices } from '#renderer/hooks/snooze-choices.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useWorkspace, type BulkMenu } from '#renderer/hooks/workspace.ts';
import { Picker } from '#renderer/ui-kit/picker.tsx';
import { SnoozeUntil } from '#renderer/ui-kit/snooze-until.tsx';
import { BulkDelegate } from './bulk-delegate.tsx';
import type { useBulk } from './use-bulk.ts';
import { VerbButton } from './verb-button.tsx';

type Run = ReturnType<typeof useBulk>['run'];

/** Category, snooze, hand over and follow for all chosen tickets. */
export function BulkMore(props: {
  readonly menu: BulkMenu | null;
  readonly run: Run;
  readonly picker: (name: BulkMenu) => {
    readonly opened: boolean;
    readonly onOpenedChange: (opened: boolean) => void;
    readonly emptyText: string;
  };
  readonly chosen: () => readonly Ticket[];
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const me = useLive(useDesk().read.me);
  const now = useMinute();
  const { menu, run, picker, chosen } = props;
  const verbs = {
    category: useAction('bulk.category'),
    snooze: useAction('bulk.snooze'),
    follow: useAction('bulk.follow'),
    delegate: useAction('bulk.delegate'),
  };
  const choices = snoozeChoices(now);
  const isSnoozed = menu === 'snooze' && chosen().some((ticket) => ticket.snooze !== null);
  const pickSnooze = (value: string) => {
    if (value === 'pick') workspace.set({ bulkMenu: 'snooze-until' });
    else if (value === 'wake') snooze(undefined);
    else if (value === 'answer') snooze(null);
    else snooze(choices[value as keyof typeof choices]);
  };
  const snooze = (until: EpochMs | null | undefined) => {
    void run('ticket.snooze', toSnooze(until), (count) =>
      t(until === undefined ? 'bulk.told.woken' : 'bulk.told.snoozed', { count }),
    );
  };
  // Followed by all: followed no more. Otherwise those that are not followed yet are.
  const follow = () => {
    const on = chosen().some((ticket) => !ticket.followerIds.includes(me.id));
    void run('ticket.follow', toFollow(me.id, on), (count) =>
      t(on ? 'bulk.told.followed' : 'bulk.told.unfollowed', { count }),
    );
  };
  // The verb that needs no menu.
  useEffect(() => {
    if (menu === 'follow') follow();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked for once
  }, [menu]);

  return (
    <>
      <Picker
        {...picker('category')}
        searchLabel={t('category.set')}
        options={[...categorySchema.options, 'none' as const].map((value) => ({
          value,
          label: t(`category.${value}`),
        }))}
        onPick={(value) => {
          const to = value === 'none' ? null : categorySchema.parse(value);
          void run('ticket.category', toCategory(to), (count) =>
            t('bulk.told.category', { count, category: t(`category.${to ?? 'none'}`) }),
          );
        }}
      >
        <VerbButton action={verbs.category} label={t('action.category')} expanded={menu === 'category'} />
      </Picker>
      <Picker
        {...picker('snooze')}
        searchLabel={t('snooze.title')}
        options={[
          ...(['hours', 'tomorrow', 'monday'] as const).map((name) => ({
            value: name,
            label: t(`snooze.${name}`),
            hint: formats.soon(choices[name], now),
          })),
          { value: 'answer', label: t('snooze.answer') },
          { value: 'pick', label: t('snooze.pick') },
          ...(isSnoozed ? [{ value: 'wake', label: t('snooze.wake') }] : []),
        ]}
        onPick={pickSnooze}
      >
        <VerbButton action={verbs.snooze} label={t('action.snooze')} expanded={menu === 'snooze'} />
      </Picker>
      <VerbButton action={verbs.delegate} label={t('action.delegate')} expanded={menu === 'delegate'} />
      <VerbButton action={verbs.follow} label={t('action.follow')} expanded={false} />
      <SnoozeUntil
        opened={menu === 'snooze-until'}
        title={t('bulk.snooze', { count: menu === 'snooze-until' ? chosen().length : 0 })}
        onClose={() => workspace.set({ bulkMenu: null })}
        onSnooze={snooze}
      />
      {menu === 'delegate' && (
        <BulkDelegate tickets={chosen()} run={run} onClose={() => workspace.set({ bulkMenu: null })} />
      )}
    </>
  );
}
