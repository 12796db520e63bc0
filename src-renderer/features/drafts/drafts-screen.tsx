import { IconPencil } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusEntry } from '#renderer/hooks/entries.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { ActionButton } from '#renderer/ui-kit/action-button.tsx';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import { ItemList } from '#renderer/ui-kit/item-list.tsx';
import { Page } from '#renderer/ui-kit/page.tsx';
import { draftEntryId, DraftLine } from './draft-line.tsx';

/** Everything that has been written and not sent, whatever has become of its ticket. */
export function DraftsScreen() {
  const { t } = useTranslation();
  const { read } = useDesk();
  const queue = useAction('go.queue');
  const drafts = useLive(read.draftList);
  const title = useRef<HTMLHeadingElement>(null);
  const ids = drafts.map(({ draft }) => draftEntryId(draft));
  const [first] = ids;
  const atFirst = useRef(first);
  useEffect(() => {
    if (atFirst.current === undefined || !focusEntry(atFirst.current)) title.current?.focus();
  }, []);

  // A line that goes away with the focus in it gives it to the one that takes its place.
  const before = useRef(ids);
  useEffect(() => {
    const gone = before.current.findIndex((id) => !ids.includes(id));
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (gone >= 0 && isLost) {
      const next = ids[Math.min(gone, ids.length - 1)];
      if (next === undefined || !focusEntry(next)) title.current?.focus();
    }
    before.current = ids;
  });

  return (
    <Page width="entries" title={t('nav.drafts')} titleRef={title} entries>
      {drafts.length === 0 ? (
        <EmptyState
          icon={<IconPencil size={32} stroke={1.4} aria-hidden="true" />}
          title={t('drafts.none')}
          actions={<ActionButton action={queue} subject={{ ticket: null }} />}
        >
          {t('drafts.noneHint')}
        </EmptyState>
      ) : (
        <ItemList label={t('nav.drafts')}>
          {drafts.map((item) => (
            <DraftLine key={draftEntryId(item.draft)} item={item} />
          ))}
        </ItemList>
      )}
    </Page>
  );
}
