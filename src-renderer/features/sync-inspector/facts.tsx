import type { ReactNode } from 'react';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import styles from './inspector.module.css';

/** A card of the inspector: a name and what is known under it. */
export function Card({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={name}>
      <h3>{name}</h3>
      {children}
    </section>
  );
}

/** Facts, each with its name; those that are null are left out. */
export function Facts(props: { readonly of: readonly (readonly [name: string, value: ReactNode] | null)[] }) {
  return (
    <dl className={styles.facts}>
      {props.of.flatMap((fact) =>
        fact === null
          ? []
          : [
              <div key={fact[0]}>
                <dt>{fact[0]}</dt>
                <dd>{fact[1]}</dd>
              </div>,
            ],
      )}
    </dl>
  );
}

/** A time to the second, with the full date on hover. */
export function Moment({ at }: { readonly at: number }) {
  const formats = useFormats();
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
      {formats.second(at)}
    </time>
  );
}
