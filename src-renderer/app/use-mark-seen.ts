import { useEffect } from 'react';
import type { MessageId } from '#shared/base/brand.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useWorkspacePart } from '#renderer/hooks/workspace.ts';

/** What is open in a window that is looked at has been read; what comes while nobody looks is read when he is back. */
export function useMarkSeen(): void {
  const { read, write } = useDesk();
  const openId = useWorkspacePart((state) => (state.screen === 'queue' ? state.openId : null));

  useEffect(() => {
    if (openId === null) return undefined;
    const conversation = read.conversation(openId);
    let last: MessageId | null | undefined;
    const look = () => {
      const { kind } = conversation.get();
      if (kind !== 'open' || !document.hasFocus()) return;
      const newest = read.row(openId)?.ticket.lastCustomerMessageId ?? null;
      // Marked again only for newer words: "unread" must hold while the ticket is still open.
      if (newest === last) return;
      last = newest;
      write.mark([openId], 'read');
    };
    look();
    const stop = conversation.subscribe(look);
    window.addEventListener('focus', look);
    return () => {
      stop();
      window.removeEventListener('focus', look);
    };
  }, [read, write, openId]);
}
