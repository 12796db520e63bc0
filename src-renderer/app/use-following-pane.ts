import { useEffect } from 'react';
import { FOLLOW_AFTER_MS, useWorkspace } from '#renderer/hooks/workspace.ts';

/** While a ticket is open the ticket pane follows the cursor once it rests: moving costs only the list. */
export function useFollowingPane(): void {
  const workspace = useWorkspace();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const { openId, cursorId } = workspace.get();
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
