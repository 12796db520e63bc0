import { ActionIcon, Modal } from '@mantine/core';
import {
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconCopy,
  IconDownload,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { saveFile } from '#renderer/hooks/save-file.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useReturnFocus } from '#renderer/hooks/use-return-focus.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { usePicture } from '#renderer/hooks/use-picture.ts';
import { copyPicture } from './copy-picture.ts';
import { cx } from './cx.ts';
import styles from './picture-viewer.module.css';

const STEPS = [0.25, 0.5, 1, 2, 4, 8];

/** Pictures at any size, one after the other; each can be saved and copied. */
export function PictureViewer(props: {
  readonly pictures: readonly Attachment[];
  readonly index: number;
  readonly onIndexChange: (index: number) => void;
  readonly onClose: () => void;
}) {
  useReturnFocus();
  const { t } = useTranslation();
  const { pictures, index } = props;
  const picture = pictures[index];
  const move = (by: number) => {
    const to = index + by;
    if (to >= 0 && to < pictures.length) props.onIndexChange(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // With these the picture is scrolled, when it is larger than the window.
    if (event.defaultPrevented || isScrolled(event.target)) return;
    if (event.key === 'ArrowLeft') move(-1);
    if (event.key === 'ArrowRight') move(1);
    if (event.key === 'Home') move(-index);
    if (event.key === 'End') move(pictures.length - 1 - index);
  };
  if (picture === undefined) return null;
  return (
    <Modal
      opened
      onClose={props.onClose}
      fullScreen
      title={t('files.viewer', { index: index + 1, total: pictures.length })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      onKeyDown={onKeyDown}
    >
      <Stage
        key={`${picture.sha256}/${index}`}
        attachment={picture}
        previous={index > 0 ? () => move(-1) : null}
        next={index < pictures.length - 1 ? () => move(1) : null}
      />
    </Modal>
  );
}

function isScrolled(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.role === 'group' && target.scrollWidth > target.clientWidth;
}

function Stage(props: {
  readonly attachment: Attachment;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { read } = useDesk();
  const picture = usePicture(props.attachment, true);
  /** Null fits the window. */
  const [zoom, setZoom] = useState<number | null>(null);
  const change = (by: 1 | -1) => {
    const current = zoom ?? 1;
    const next = by > 0 ? STEPS.find((step) => step > current) : STEPS.findLast((step) => step < current);
    setZoom(next ?? current);
  };
  const save = async () => {
    const file = await read.readFile(props.attachment.sha256);
    if (file.ok) saveFile(file.value, props.attachment.name);
  };

  const [copied, setCopied] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    const file = await read.readFile(props.attachment.sha256);
    setCopied(file.ok && (await copyPicture(file.value)) ? 'copied' : 'failed');
  };
  const latest = useRef({ save, copy });
  latest.current = { save, copy };

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      if (mod && event.code === 'KeyS') {
        event.preventDefault();
        void latest.current.save();
      } else if (mod && event.code === 'KeyC') void latest.current.copy();
      else if (event.key === '+' || event.key === '=') change(1);
      else if (event.key === '-') change(-1);
      else if (event.key === '0') setZoom(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  return (
    <>
      <div className={styles.bar}>
        <span className={styles.name} title={props.attachment.name}>
          {props.attachment.name}
        </span>
        <ActionIcon
          aria-label={t('files.previous')}
          disabled={props.previous === null}
          onClick={() => props.previous?.()}
        >
          <IconChevronLeft size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          aria-label={t('files.next')}
          disabled={props.next === null}
          onClick={() => props.next?.()}
        >
          <IconChevronRight size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon aria-label={t('files.zoomOut')} onClick={() => change(-1)}>
          <IconZoomOut size={18} aria-hidden="true" />
        </ActionIcon>
        <span className={styles.zoom} role="status">
          {zoom === null ? t('files.fit') : `${formats.number(zoom * 100)} %`}
        </span>
        <ActionIcon aria-label={t('files.zoomIn')} onClick={() => change(1)}>
          <IconZoomIn size={18} aria-hidden="true" />
        </ActionIcon>
        <span className="visually-hidden" role="status">
          {copied === null ? '' : t(`files.${copied}`)}
        </span>
        <ActionIcon
          aria-label={t('files.copy', { name: props.attachment.name })}
          title={t(copied === null ? 'files.copyPicture' : `files.${copied}`)}
          disabled={picture.kind !== 'shown'}
          onClick={() => void copy()}
        >
          {copied === 'copied' ? (
            <IconCheck size={18} aria-hidden="true" />
          ) : (
            <IconCopy size={18} aria-hidden="true" />
          )}
        </ActionIcon>
        <ActionIcon
          aria-label={t('files.download', { name: props.attachment.name })}
          onClick={() => void save()}
        >
          <IconDownload size={18} aria-hidden="true" />
        </ActionIcon>
      </div>
      {/* Scrolled by arrow keys when the picture is larger than the window. */}
      <div
        className={cx(styles.stage, zoom === null && styles.fit)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
        tabIndex={0}
        role="group"
        aria-label={t('files.stage')}
      >
        {picture.kind === 'shown' && (
          <img
            src={picture.url}
            alt={props.attachment.name}
            style={zoom === null ? undefined : { width: picture.width * zoom, maxWidth: 'none' }}
          />
        )}
        {picture.kind === 'unavailable' && <p>{t(`files.unavailable.${picture.why}`)}</p>}
        {picture.kind === 'not-a-picture' && <p>{t('files.notAPicture')}</p>}
        {picture.kind === 'too-many-pixels' && <p>{t('files.tooManyPixels')}</p>}
      </div>
    </>
  );
}
