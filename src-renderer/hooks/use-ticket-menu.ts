import { useAction } from './use-actions.ts';
import { useKeyNames } from './use-key-names.ts';
import { useWorkspace, useWorkspacePart, type TicketMenu } from './workspace.ts';

/** One of the menus of the ticket's header: at most one is open. */
export function useTicketMenu(menu: TicketMenu) {
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.menu === menu);
  const keys = useKeyNames().aria(useAction(`ticket.${menu}`).keys[0]);
  return {
    opened,
    keys,
    onOpenedChange: (open: boolean) => workspace.set({ menu: open ? menu : null }),
    toggle: () => workspace.set({ menu: opened ? null : menu }),
  };
}
