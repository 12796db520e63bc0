import { Button } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepsOf, type FirstStep } from '#shared/domain/first-steps/first-steps.ts';
import { actionSubject } from '#renderer/hooks/action-subject.ts';
import { useFirstSteps } from '#renderer/hooks/first-steps.ts';
import { pointAt } from '#renderer/hooks/point-at.ts';
import { useActions } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import { STEP_GUIDES } from './step-guide.ts';
import styles from './first-steps.module.css';

/** A list of what to try, ticked by doing it: under the views, where it covers nothing. It never takes the focus. */
export function FirstStepsCard() {
  const state = useLive(useFirstSteps().live);
  return state.state === 'shown' ? <Card done={state.done} /> : null;
}

function Card({ done }: { readonly done: readonly string[] }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const steps = useFirstSteps();
  const actions = useActions();
  const names = useKeyNames();
  const tell = useTell();
  const headingId = useId();
  const me = useLive(read.me);
  /** Why what was pressed could not be done. */
  const [hint, setHint] = useState<'firstSteps.openFirst' | 'firstSteps.notThis' | null>(null);
  const own = stepsOf(me.role);
  const named = (name: string) => actions.find((action) => action.name === name);

  const press = (step: FirstStep) => {
    const { actions: wanted, place, inList } = STEP_GUIDES[step];
    setHint(null);
    workspace.set({ drawer: null });
    if (inList === true) {
      workspace.focusOn('list');
      if (place !== null) pointAt(place);
      return;
    }
    const action = named(wanted[0]);
    if (action === undefined) return;
    const subject = actionSubject(read, workspace, action);
    if (action.when(subject) !== 'yes') {
      setHint(subject.ticket === null ? 'firstSteps.openFirst' : 'firstSteps.notThis');
      pointAt(STEP_GUIDES.open.place ?? '');
      return;
    }
    if (place !== null) pointAt(place);
    action.run(subject);
  };
  const putOff = () => {
    steps.putOff();
    tell({ tone: 'done', text: t('firstSteps.putOff') });
    // The button that had the focus goes away.
    workspace.set({ drawer: null });
    workspace.focusOn('list');
  };

  return (
    <section className={styles.card} aria-labelledby={headingId} data-place="first-steps">
      <div className={styles.head}>
        <h2 id={headingId}>{t('firstSteps.title')}</h2>
        <span>
          {t('firstSteps.progress', {
            count: own.filter((step) => done.includes(step)).length,
            total: own.length,
          })}
        </span>
      </div>
      <ol>
        {own.map((step) => {
          const isDone = done.includes(step);
          const keys = STEP_GUIDES[step].actions.flatMap((name) => named(name)?.keys.slice(0, 1) ?? []);
          const written = keys.map((sequence) => names.label(sequence));
          return (
            <li key={step}>
              <button
                type="button"
                className={cx(styles.step, isDone && styles.done)}
                onClick={() => press(step)}
              >
                {isDone ? (
                  <IconCircleCheckFilled size={14} aria-hidden="true" />
                ) : (
                  <IconCircle size={14} aria-hidden="true" />
                )}
                <span className={styles.words}>
                  {t(`firstSteps.step.${step}`)}{' '}
                  {written.map((key) => (
                    <Kbd key={key} keys={key} />
                  ))}
                  <span className="visually-hidden">
                    {written.join(', ')} {isDone && t('firstSteps.ticked')}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <p className={styles.hint} role="status">
        {hint !== null && t(hint)}
      </p>
      <Button size="compact-xs" variant="subtle" onClick={putOff}>
        {t('firstSteps.notNow')}
      </Button>
    </section>
  );
}
