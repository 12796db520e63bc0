import type { Command } from '#shared/sync/command.ts';
import { Attachments } from '#renderer/ui-kit/attachments.tsx';
import { LongText } from './long-text.tsx';
import styles from './outbox.module.css';

/** The whole content of a command that has words, with its files. */
export function CommandContent({ command }: { readonly command: Command }) {
  if (command.kind === 'delegate' && command.payload.note !== '')
    return <LongText text={command.payload.note} />;
  if (command.kind === 'customer-note')
    return command.payload.text === null ? null : (
      <LongText
        text={command.payload.text}
        {...(styles.noteWords === undefined ? {} : { className: styles.noteWords })}
      />
    );
  if (command.kind === 'hand-to-partner') return <LongText text={command.payload.letter.text} />;
  if (command.kind === 'back-from-partner' && command.payload.text !== '')
    return <LongText text={command.payload.text} />;
  if (command.kind !== 'reply' && command.kind !== 'note') return null;
  const { text, attachments } = command.payload;
  return (
    <>
      {text !== '' && (
        <LongText
          text={text}
          {...(command.kind === 'note' && styles.noteWords ? { className: styles.noteWords } : {})}
        />
      )}
      <Attachments attachments={attachments} />
    </>
  );
}
