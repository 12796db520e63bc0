import { useTranslation } from 'react-i18next';
import { actionSubject } from '#renderer/hooks/action-subject.ts';
import { isSamePress, type Press } from '#renderer/hooks/keys.ts';
import { useActions } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import styles from './key-hint.module.css';

/** What can follow the first key of a sequence; comes a moment late, so that whoever knows it is not disturbed. */
export function KeyHint({ begun }: { readonly begun: Press }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const actions = useActions();
  const names = useKeyNames();
  const first = names.label([begun]);

  const ways = actions.flatMap((action) =>
    action.keys.flatMap(([one, two]) => {
      if (one === undefined || two === undefined || !isSamePress(one, begun)) return [];
      const subject = actionSubject(read, workspace, action, false);
      if (action.when(subject) !== 'yes') return [];
      return [
        { id: `${action.name} ${two.code}`, keys: names.label([two]), label: t(action.label(subject)) },
      ];
    }),
  );
  return (
    <section className={styles.hint} aria-label={t('keys.follow', { keys: first })}>
      <p className={styles.first}>
        <Kbd keys={first} />
        {t('keys.next')}
      </p>
      <ul className={styles.ways}>
        {ways.map((way) => (
          <li key={way.id}>
            <Kbd keys={way.keys} />
            <span className="visually-hidden">{way.keys}</span> {way.label}
          </li>
        ))}
      </ul>
    </section>
  );
}
