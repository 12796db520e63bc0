import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { ConfirmDialog } from '#renderer/ui-kit/confirm-dialog.tsx';
import { isOpenable, shownAddress, shownTarget } from './link-address.ts';
import { letterPage } from './letter-page.ts';
import { watchLetter } from './watch-letter.ts';
import styles from './html-frame.module.css';

/** Heights of letters that have been shown, so that one that is scrolled to again takes its place at once. */
const heights = new Map<string, number>();
/** Letters whose heights are remembered. */
const KEPT = 2_000;

/** A sanitised letter, in a frame without scripts, forms, navigation or the network. */
export function HtmlFrame(props: {
  readonly html: string;
  readonly title: string;
  /** Names the letter. */
  readonly id: string;
}) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const frame = useRef<HTMLIFrameElement>(null);
  const page = useMemo(() => letterPage(props.html), [props.html]);
  const [doubtful, setDoubtful] = useState<string | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    return watchLetter(element, {
      onHeight: (height) => {
        element.style.height = `${height}px`;
        heights.delete(props.id);
        heights.set(props.id, height);
        const [oldest] = heights.keys();
        if (heights.size > KEPT && oldest !== undefined) heights.delete(oldest);
      },
      onOpen: (address, isDoubtful) => {
        if (!isOpenable(address)) return;
        if (isDoubtful) setDoubtful(address);
        else platform.openExternal(address);
      },
    });
  }, [page, platform, props.id]);

  return (
    <>
      <iframe
        ref={frame}
        className={styles.frame}
        title={props.title}
        sandbox="allow-same-origin"
        referrerPolicy="no-referrer"
        srcDoc={page}
        style={{ height: heights.get(props.id) }}
      />
      <ConfirmDialog
        opened={doubtful !== null}
        title={t('talk.doubtfulLink')}
        confirmLabel={t('talk.openAnyway')}
        cancelLabel={t('common.cancel')}
        closeLabel={t('common.close')}
        onCancel={() => setDoubtful(null)}
        onConfirm={() => {
          if (doubtful !== null) platform.openExternal(doubtful);
          setDoubtful(null);
        }}
      >
        <p>{t('talk.doubtfulLinkHint', { host: doubtful === null ? '' : shownTarget(doubtful) })}</p>
        <p className={styles.address}>{doubtful === null ? '' : shownAddress(doubtful)}</p>
      </ConfirmDialog>
    </>
  );
}
