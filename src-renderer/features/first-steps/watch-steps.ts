import type { FirstStep } from '#shared/domain/first-steps/first-steps.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { Workspace, WorkspaceState } from '#renderer/hooks/workspace.ts';

/** Many are chosen from here on. */
const MANY = 2;

/**
 * Sees steps being done, however they are done: by key, pointer or palette.
 *
 * @returns a function that stops looking
 */
export function watchSteps(
  desk: Pick<Desk, 'read'>,
  workspace: Workspace,
  onStep: (step: FirstStep) => void,
): () => void {
  const { read } = desk;
  let before = workspace.get();
  const known = new Set(read.outbox.get().map((item) => item.command.id));
  const stops = [
    workspace.subscribe(() => {
      const now = workspace.get();
      for (const step of stepsInWindow(before, now)) onStep(step);
      before = now;
    }),
    read.outbox.subscribe(() => {
      for (const { command } of read.outbox.get()) {
        if (known.has(command.id)) continue;
        known.add(command.id);
        const step = stepOfCommand(command, read.me.get().id);
        if (step !== null) onStep(step);
      }
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function stepsInWindow(before: WorkspaceState, now: WorkspaceState): readonly FirstStep[] {
  const steps: FirstStep[] = [];
  if (now.openId !== null && now.openId !== before.openId) steps.push('open');
  if (now.view !== before.view || now.queueId !== before.queueId || now.savedId !== before.savedId)
    steps.push('views');
  if (now.selected.size >= MANY && before.selected.size < MANY) steps.push('choose');
  if (now.finding && !before.finding) steps.push('find');
  if (now.searchText.trim() !== '' && now.searchText !== before.searchText) steps.push('search');
  if (now.screen === 'incompatibilities' && before.screen !== now.screen) steps.push('known');
  if (now.dialog !== before.dialog && now.dialog === 'palette') steps.push('palette');
  if (now.dialog !== before.dialog && now.dialog === 'shortcuts') steps.push('keys');
  return steps;
}

function stepOfCommand(command: Command, me: string): FirstStep | null {
  switch (command.kind) {
    case 'reply':
    case 'note':
      return command.kind;
    case 'assign':
      return command.payload.to === me ? 'take' : command.payload.to === null ? null : 'give';
    case 'delegate':
      return 'give';
    case 'snooze':
      return command.payload.until === undefined ? null : 'finish';
    case 'status':
      return command.payload.to === 'resolved' ? 'finish' : null;
    default:
      return null;
  }
}
