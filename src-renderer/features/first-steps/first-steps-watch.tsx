import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepsOf, type FirstStep } from '#shared/domain/first-steps/first-steps.ts';
import { useFirstSteps } from '#renderer/hooks/first-steps.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLivePart } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { watchSteps } from './watch-steps.ts';

/** Ticks the first steps as they are done, on whatever screen, and says so politely. */
export function FirstStepsWatch() {
  const isShown = useLivePart(useFirstSteps().live, (state) => state.state === 'shown');
  return isShown ? <Watch /> : null;
}

function Watch() {
  const { t } = useTranslation();
  const desk = useDesk();
  const workspace = useWorkspace();
  const steps = useFirstSteps();
  const tell = useTell();
  const [ticked, setTicked] = useState<{ readonly step: FirstStep; readonly count: number } | null>(null);
  const total = stepsOf(desk.read.me.get().role).length;

  useEffect(
    () =>
      watchSteps(desk, workspace, (step) => {
        const { role } = desk.read.me.get();
        const next = steps.tick(step, role);
        if (next?.state === 'done') tell({ tone: 'done', text: t('firstSteps.allDone') });
        else if (next !== null)
          setTicked({ step, count: stepsOf(role).filter((each) => next.done.includes(each)).length });
      }),
    [desk, workspace, steps, tell, t],
  );

  return (
    <p role="status" className="visually-hidden">
      {ticked !== null &&
        t('firstSteps.told', {
          step: t(`firstSteps.step.${ticked.step}`),
          progress: t('firstSteps.progress', { count: ticked.count, total }),
        })}
    </p>
  );
}
