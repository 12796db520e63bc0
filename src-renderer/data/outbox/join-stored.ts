import type { StoredCommand, StoredCommandState } from '../store/stored.ts';

/**
 * Of two accounts of a command, the one that is further on. The windows and the place of synchronisation tell each other of
 * changes after they are on the disk, and what they tell overtakes each other: a decision never becomes undone by it.
 * @param known what has been told before, undefined where nothing has
 */
export function joinStored(known: StoredCommand | undefined, told: StoredCommand): StoredCommand {
  if (known === undefined || known.id !== told.id) return told;
  const state = stageOf(known.state) > stageOf(told.state) ? known.state : told.state;
  const confirmed = known.confirmed || told.confirmed;
  return state === told.state && confirmed === told.confirmed ? told : { ...told, state, confirmed };
}

/** Whether the helpdesk has decided: what a person says of it meanwhile (send, take back) counts no more. */
export function isDecided(state: StoredCommandState): boolean {
  return stageOf(state) === 2;
}

function stageOf(state: StoredCommandState): 0 | 1 | 2 {
  switch (state.kind) {
    case 'waiting':
      return 0;
    case 'withdrawing':
      return state.asked ? 1 : 0;
    case 'landed':
    case 'held':
    case 'refused':
      return 2;
  }
}
