import type { CSSProperties, ReactNode, Ref } from 'react';
import { cx } from './cx.ts';
import styles from './page.module.css';

/** How wide the contents of a page become, in px: settings, texts to read, entries to decide, cards beside each other. */
const WIDTHS = { form: 720, texts: 860, entries: 1_040, cards: 1_200 } as const;

/** The frame of a screen that stands for itself: its title with what can be done, and what it shows below, scrolled as one. */
export function Page(props: {
  readonly width: keyof typeof WIDTHS;
  /** Between its parts, in px; sections that have no ground of their own need more. */
  readonly gap?: number;
  readonly title: string;
  /** Given where the title can have the focus. */
  readonly titleRef?: Ref<HTMLHeadingElement>;
  /** A sentence under the title, beside the actions. */
  readonly intro?: string;
  readonly actions?: ReactNode;
  /** What it shows are entries, between which keys move (`hooks/entries`). */
  readonly entries?: boolean;
  readonly contentRef?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}) {
  const { titleRef, intro, actions } = props;
  const sizes = { '--page-width': `${WIDTHS[props.width]}px`, '--page-gap': `${props.gap ?? 12}px` };
  return (
    <div className={styles.screen}>
      <div
        className={styles.inner}
        style={sizes as CSSProperties}
        ref={props.contentRef}
        {...(props.entries === true ? { 'data-entry-list': '' } : {})}
      >
        <div className={cx(styles.title, intro !== undefined && styles.withIntro)}>
          <div>
            <h2 {...(titleRef === undefined ? {} : { ref: titleRef, tabIndex: -1 })}>{props.title}</h2>
            {intro !== undefined && <p className={styles.intro}>{intro}</p>}
          </div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </div>
        {props.children}
      </div>
    </div>
  );
}
