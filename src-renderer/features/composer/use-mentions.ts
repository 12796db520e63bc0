import { useId, useRef, useState, type RefObject } from 'react';
import type { Person } from '#shared/domain/people/person.ts';
import type { MentionQuery } from './editor/mention-query.ts';
import type { FieldHandle } from './rich-field.tsx';

/** Most colleagues offered at once. */
const MOST = 8;

export interface Mentions {
  /** Null while nobody is asked for. */
  readonly open: {
    readonly people: readonly Person[];
    readonly index: number;
    readonly left: number;
    readonly bottom: number;
  } | null;
  readonly listId: string;
  readonly optionId: (index: number) => string;
  readonly choose: (person: Person) => void;
  readonly onMention: (query: MentionQuery | null) => void;
  readonly onMentionKey: (event: KeyboardEvent) => boolean;
  readonly close: () => void;
}

/** Colleagues for an `@` in a note. @param colleagues who can be named */
export function useMentions(
  field: RefObject<FieldHandle | null>,
  colleagues: () => readonly Person[],
): Mentions {
  const listId = useId();
  const [open, setOpen] = useState<Mentions['open']>(null);
  const query = useRef<MentionQuery | null>(null);
  /** The `@` at which the list was closed by hand: it stays closed there. */
  const closedAt = useRef<number | null>(null);
  const now = useRef(open);
  now.current = open;

  const show = (next: Mentions['open']) => {
    now.current = next;
    setOpen(next);
  };

  const choose = (person: Person) => {
    const asked = query.current;
    show(null);
    if (asked !== null) field.current?.editor()?.insertMention(person, asked);
  };

  return {
    open,
    listId,
    optionId: (index) => `${listId}-${index}`,
    choose,
    onMention(asked) {
      query.current = asked;
      if (asked === null) closedAt.current = null;
      if (asked === null || closedAt.current === asked.from) return show(null);
      const people = colleagues()
        .filter((person) => isMeant(person.name, asked.query))
        .slice(0, MOST);
      const at = people.length === 0 ? null : (field.current?.editor()?.whereIs(asked.from) ?? null);
      if (people.length === 0) return show(null);
      const left = Math.min(at?.left ?? 0, window.innerWidth - 300);
      show({ people, index: 0, left, bottom: window.innerHeight - (at?.top ?? 0) + 4 });
    },
    onMentionKey(event) {
      const list = now.current;
      if (list === null) return false;
      const count = list.people.length;
      switch (event.key) {
        case 'ArrowDown':
          show({ ...list, index: (list.index + 1) % count });
          return true;
        case 'ArrowUp':
          show({ ...list, index: (list.index + count - 1) % count });
          return true;
        case 'Enter':
        case 'Tab': {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
          const person = list.people[list.index];
          if (person !== undefined) choose(person);
          return true;
        }
        case 'Escape':
          closedAt.current = query.current?.from ?? null;
          show(null);
          return true;
        default:
          return false;
      }
    },
    close: () => show(null),
  };
}

/** Whether a name has a word that begins so. */
function isMeant(name: string, query: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е');
  const asked = plain(query);
  return plain(name)
    .split(/\s+/)
    .some((word) => word.startsWith(asked));
}
