import { useTranslation } from 'react-i18next';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import type { Mentions } from './use-mentions.ts';
import styles from './mention-list.module.css';

/** The colleagues that an `@` may mean, above it. The focus stays in the note. */
export function MentionList({ mentions }: { readonly mentions: Mentions }) {
  const { t } = useTranslation();
  const { open } = mentions;
  if (open === null) return null;
  return (
    <div
      id={mentions.listId}
      className={styles.list}
      role="listbox"
      aria-label={t('composer.mention')}
      style={{ left: open.left, bottom: open.bottom }}
    >
      {open.people.map((person, index) => (
        // Its keys are those of the note: arrows, Enter, Escape.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={person.id}
          id={mentions.optionId(index)}
          className={cx(styles.option, index === open.index && styles.chosen)}
          role="option"
          tabIndex={-1}
          aria-selected={index === open.index}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => mentions.choose(person)}
        >
          <Avatar name={person.name} />
          {person.name}
        </div>
      ))}
    </div>
  );
}
