import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/domain/messages/message.ts';
import { ConversationContext } from './conversation-context.ts';
import { HtmlFrame } from './html-frame.tsx';
import { PlainBody } from './plain-body.tsx';
import { RemotePictures } from './remote-pictures.tsx';
import { sanitiseHtml } from './sanitise-html.ts';
import { useLetterPictures } from './use-letter-pictures.ts';

type CustomerMessage = Extract<Message, { kind: 'customer' }>;

/** What a customer has written: his letter as he laid it out, or plain words. */
export function CustomerBody({ message }: { readonly message: CustomerMessage }) {
  if (message.html === null) return <PlainBody text={message.text} />;
  return <Letter message={message} html={message.html} />;
}

function Letter({ message, html }: { readonly message: CustomerMessage; readonly html: string }) {
  const { t } = useTranslation();
  const { sender } = useContext(ConversationContext);
  const foldLabel = t('talk.showQuote');
  const bare = useMemo(() => sanitiseHtml(html, { foldLabel }), [html, foldLabel]);
  const letter = useLetterPictures(message, html, bare.remote, sender);
  const { pictures } = letter;
  const safe = useMemo(
    () => (pictures.size === 0 ? bare : sanitiseHtml(html, { foldLabel, pictures })),
    [bare, html, foldLabel, pictures],
  );
  return (
    <>
      <RemotePictures blocked={bare.blocked} remote={bare.remote.length} letter={letter} sender={sender} />
      <HtmlFrame
        html={safe.html}
        id={message.id}
        title={t('conversation.letterFrom', { name: message.authorName })}
      />
    </>
  );
}
