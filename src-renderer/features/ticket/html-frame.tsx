import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { letterPage } from './letter-page.ts';
import { isOpenable, sanitiseHtml } from './sanitise-html.ts';
import styles from './html-frame.module.css';

/** Highest frame in CSS pixels; a longer letter scrolls inside. */
const MAX_HEIGHT = 4000;

/** A customer's HTML: sanitised, in a frame without scripts, forms, navigation or the network. */
export function HtmlFrame({ html, title }: { readonly html: string; readonly title: string }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const frame = useRef<HTMLIFrameElement>(null);
  const safe = useMemo(() => sanitiseHtml(html), [html]);
  const page = useMemo(() => letterPage(safe.html), [safe.html]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let observer: ResizeObserver | null = null;

    // No scripts run in there, so its document can be reached from here without giving it anything.
    const attach = () => {
      const inside = element.contentDocument;
      if (inside === null || inside.body === null) return;
      const fit = () => {
        element.style.height = `${Math.min(MAX_HEIGHT, inside.documentElement.scrollHeight)}px`;
      };
      observer?.disconnect();
      observer = new ResizeObserver(fit);
      observer.observe(inside.body);
      fit();
      const open = (event: Event) => {
        const target = event.target as Element | null;
        const address = target?.closest('[data-address]')?.getAttribute('data-address') ?? null;
        event.preventDefault();
        if (address !== null && isOpenable(address)) platform.openExternal(address);
      };
      inside.addEventListener('click', open);
      inside.addEventListener('auxclick', (event) => event.preventDefault());
      inside.addEventListener('submit', (event) => event.preventDefault());
      inside.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') return open(event);
        // The window's keys work although the focus is in the letter.
        if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Tab') return;
        const { key, code, shiftKey } = event;
        element.dispatchEvent(
          new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
        );
      });
    };
    element.addEventListener('load', attach);
    attach();
    return () => {
      element.removeEventListener('load', attach);
      observer?.disconnect();
    };
  }, [page, platform]);

  return (
    <>
      {safe.blocked > 0 && (
        <p className={styles.blocked}>
          <IconPhotoOff size={14} aria-hidden="true" />
          {t('conversation.remoteBlocked', { count: safe.blocked })}
        </p>
      )}
      <iframe
        ref={frame}
        className={styles.frame}
        title={title}
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        srcDoc={page}
      />
    </>
  );
}
