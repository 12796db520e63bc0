import { useEffect } from 'react';
import { FOLLOW_AFTER_MS, useWorkspace } from '#renderer/hooks/workspace.ts';

/**
 * While a ticket is open the ticket pane follows the cursor once it rests: moving costs only the list. Where another screen
 * or a drawer has been opened meanwhile, it waits until the list is back: opening a ticket would close them.
 */
export function useFollowingPane(): void {
  const workspace = useWorkspace();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const { screen, drawer, openId, cursorId } = workspace.get();
      if (screen !== 'queue' || drawer !== null) return;
      if (openId === null || cursorId === null || cursorId === openId) return;
      timer = setTimeout(() => workspace.open(cursorId), FOLLOW_AFTER_MS);
    };
    const stop = workspace.subscribe(look);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [workspace]);
}
