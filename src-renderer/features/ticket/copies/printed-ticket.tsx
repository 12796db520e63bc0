import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { usePrintPage, type OpenConversation } from './use-print-page.ts';
import styles from './printed-ticket.module.css';

/**
 * Prints the open ticket when it is asked for: a page of its own in a hidden frame without scripts, with every message,
 * since the window shows only those in sight.
 */
export function PrintedTicket({ conversation }: { readonly conversation: OpenConversation }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const request = useWorkspacePart((state) => state.printing);
  const makePage = usePrintPage();
  const [page, setPage] = useState<string | null>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(conversation);
  latest.current = conversation;

  useEffect(() => {
    if (request === null) return;
    workspace.set({ printing: null });
    void makePage(latest.current, request.withNotes).then(setPage);
  }, [request, workspace, makePage]);

  if (page === null) return null;
  return (
    <iframe
      key={page}
      ref={frame}
      className={styles.sheet}
      title={t('talk.printTitle')}
      aria-hidden="true"
      tabIndex={-1}
      // `allow-modals` is for the print dialog; scripts stay forbidden.
      sandbox="allow-same-origin allow-modals"
      referrerPolicy="no-referrer"
      srcDoc={page}
      onLoad={() => void print(frame.current)}
    />
  );
}

async function print(frame: HTMLIFrameElement | null): Promise<void> {
  const inside = frame?.contentDocument;
  if (inside == null) return;
  await Promise.all([...inside.images].map((image) => image.decode().catch(() => undefined)));
  frame?.contentWindow?.print();
}
