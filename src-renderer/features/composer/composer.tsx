import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { EditorPane } from './editor-pane.tsx';
import styles from './composer.module.css';

const KINDS: readonly ComposerKind[] = ['reply', 'note'];

/** Where answers and notes are written. Give it the ticket's id as `key`. */
export function Composer({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const kind = useWorkspacePart((state) => state.composerKind);
  const tabs = useRef<(HTMLButtonElement | null)[]>([]);
  const { read } = useDesk();
  const other = useLive(read.draft(ticket.id, kind === 'reply' ? 'note' : 'reply'));

  const onTabKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = kind === 'reply' ? 'note' : 'reply';
    workspace.set({ composerKind: next });
    tabs.current[KINDS.indexOf(next)]?.focus();
  };

  return (
    <EditorPane
      // Another kind is another draft.
      key={kind}
      ticket={ticket}
      kind={kind}
      tablist={
        // The keys belong to the tabs inside, which have the focus.
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
        <div className={styles.tablist} role="tablist" aria-label={t('composer.tabs')} onKeyDown={onTabKey}>
          {KINDS.map((each, index) => (
            <button
              key={each}
              ref={(element) => {
                tabs.current[index] = element;
              }}
              type="button"
              role="tab"
              className={styles.tab}
              aria-selected={kind === each}
              tabIndex={kind === each ? 0 : -1}
              onClick={() => workspace.compose(each)}
            >
              {t(`composer.${each}`)}
              {each !== kind && other.draft !== null && <em> · {t('list.draft')}</em>}
            </button>
          ))}
        </div>
      }
    />
  );
}
