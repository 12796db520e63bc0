import { useMemo, type ReactNode } from 'react';
import { ActionsContext, withOwnKeys, type Action } from '#renderer/hooks/use-actions.ts';
import { useSettings } from '#renderer/hooks/use-platform.ts';

/** Gives the actions to everything below, with the keys they have on this machine. */
export function ActionsProvider(props: {
  readonly actions: readonly Action[];
  readonly children: ReactNode;
}) {
  const { actions } = props;
  const { keys } = useSettings();
  const keyed = useMemo(() => withOwnKeys(actions, keys), [actions, keys]);
  return <ActionsContext value={keyed}>{props.children}</ActionsContext>;
}
