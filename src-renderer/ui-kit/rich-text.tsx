import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import { isLinkAddress, splitAddresses } from '#shared/domain/rich-text/link-address.ts';
import type { Block, Inline, Mark, RichText } from '#shared/domain/rich-text/nodes.ts';
import { linkRuns, saysAddress } from '#shared/domain/rich-text/plain-text.ts';
import { useInSight } from '#renderer/hooks/use-in-sight.ts';
import { usePicture } from '#renderer/hooks/use-picture.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { PictureViewer } from './picture-viewer.tsx';
import styles from './rich-text.module.css';

/** Formatted words: elements made of the model, never of HTML. Links show where they lead and open outside. */
export function RichTextView(props: {
  readonly rich: RichText;
  /** The message's files, among them the pictures in the text. */
  readonly attachments: readonly Attachment[];
}) {
  const [viewed, setViewed] = useState<Attachment | null>(null);
  const show = { attachments: props.attachments, onView: setViewed };
  return (
    <div className={styles.rich}>
      <Blocks blocks={props.rich.content} {...show} />
      {viewed !== null && (
        <PictureViewer
          pictures={[viewed]}
          index={0}
          onIndexChange={() => {}}
          onClose={() => setViewed(null)}
        />
      )}
    </div>
  );
}

interface Shown {
  readonly attachments: readonly Attachment[];
  readonly onView: (picture: Attachment) => void;
}

function Blocks({ blocks, ...shown }: Shown & { readonly blocks: readonly Block[] }) {
  return blocks.map((block, index) => <OneBlock key={index} block={block} {...shown} />);
}

function OneBlock({ block, ...shown }: Shown & { readonly block: Block }): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.content ?? []} {...shown} />
          {(block.content ?? []).length === 0 && <br />}
        </p>
      );
    case 'heading': {
      const Tag = block.attrs.level === 1 ? 'h4' : 'h5';
      return (
        <Tag>
          <Inlines nodes={block.content ?? []} {...shown} />
        </Tag>
      );
    }
    case 'codeBlock':
      return (
        <pre>
          <code>{(block.content ?? []).map((run) => run.text).join('')}</code>
        </pre>
      );
    case 'bulletList':
    case 'orderedList': {
      const items = block.content.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item.content} {...shown} />
        </li>
      ));
      return block.type === 'bulletList' ? <ul>{items}</ul> : <ol start={block.attrs.start}>{items}</ol>;
    }
    case 'blockquote':
      return (
        <blockquote>
          <Blocks blocks={block.content} {...shown} />
        </blockquote>
      );
    default:
      return assertNever(block);
  }
}

function Inlines({ nodes, ...shown }: Shown & { readonly nodes: readonly Inline[] }) {
  return linkRuns(nodes).map(({ href, run }, index) => {
    const isLink = href !== null && isLinkAddress(href);
    const inside = run.map((node, at) => <OneInline key={at} node={node} isInLink={isLink} {...shown} />);
    if (!isLink) return <span key={index}>{inside}</span>;
    const words = run.map((node) => (node.type === 'text' ? node.text : '')).join('');
    return (
      <Address key={index} href={href} {...(saysAddress(words, href) ? {} : { title: href })}>
        {inside}
      </Address>
    );
  });
}

function OneInline(props: Shown & { readonly node: Inline; readonly isInLink: boolean }): ReactNode {
  const { node, isInLink, attachments, onView } = props;
  switch (node.type) {
    case 'text':
      return <Marked text={node.text} marks={node.marks ?? []} isInLink={isInLink} />;
    case 'hardBreak':
      return <br />;
    case 'mention':
      return <span className={styles.mention}>@{node.attrs.name}</span>;
    case 'image': {
      const file = attachments.find((each) => each.sha256 === node.attrs.sha256 && isPicture(each.type));
      if (file === undefined) return `[${node.attrs.alt}]`;
      return <InlinePicture attachment={file} alt={node.attrs.alt} onView={() => onView(file)} />;
    }
    default:
      return assertNever(node);
  }
}

function Marked(props: {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly isInLink: boolean;
}): ReactNode {
  const has = (type: Mark['type']) => props.marks.some((mark) => mark.type === type);
  let shown: ReactNode =
    props.isInLink || has('code')
      ? props.text
      : splitAddresses(props.text).map((part, index) =>
          part.isAddress ? (
            <Address key={index} href={part.text}>
              {part.text}
            </Address>
          ) : (
            part.text
          ),
        );
  if (has('code')) shown = <code>{shown}</code>;
  if (has('strike')) shown = <s>{shown}</s>;
  if (has('underline')) shown = <u>{shown}</u>;
  if (has('italic')) shown = <em>{shown}</em>;
  if (has('bold')) shown = <strong>{shown}</strong>;
  return shown;
}

function Address(props: { readonly href: string; readonly title?: string; readonly children: ReactNode }) {
  const platform = usePlatform();
  const { href, title, children } = props;
  const open = (event: MouseEvent) => {
    event.preventDefault();
    platform.openExternal(href);
  };
  return (
    <a
      href={href}
      title={title}
      rel="noreferrer"
      onClick={open}
      onAuxClick={(event) => event.preventDefault()}
    >
      {children}
    </a>
  );
}

function InlinePicture(props: {
  readonly attachment: Attachment;
  readonly alt: string;
  readonly onView: () => void;
}) {
  const { t } = useTranslation();
  const { attachment, alt } = props;
  const [button, seen] = useInSight<HTMLButtonElement>();
  const picture = usePicture(attachment, seen);

  return (
    <button
      ref={button}
      type="button"
      className={styles.picture}
      aria-label={t('files.view', { name: alt })}
      onClick={props.onView}
      disabled={picture.kind !== 'shown'}
    >
      {picture.kind === 'shown' ? (
        <img src={picture.url} alt={alt} width={picture.width} height={picture.height} decoding="async" />
      ) : (
        <span>
          [{alt}
          {picture.kind === 'unavailable' && ` · ${t(`files.unavailable.${picture.why}`)}`}]
        </span>
      )}
    </button>
  );
}
