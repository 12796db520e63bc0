import { useEffect } from 'react';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';

/** Tells colleagues which ticket this window shows, as long as it can be seen. */
export function useAttendance(): void {
  const { attendance } = useDesk();
  const workspace = useWorkspace();
  useEffect(() => {
    const look = () => {
      const { screen, openId } = workspace.get();
      const isSeen = screen === 'queue' && document.visibilityState === 'visible';
      attendance.look(isSeen ? openId : null);
    };
    const leave = () => attendance.look(null);
    look();
    const stop = workspace.subscribe(look);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pageshow', look);
    window.addEventListener('pagehide', leave);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pageshow', look);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [attendance, workspace]);
}
