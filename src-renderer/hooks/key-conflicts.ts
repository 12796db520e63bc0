import { MAX_KEYS, type KeySequence, type OwnKeys, type Press } from '#shared/contract/ipc/own-keys.ts';
import { isSamePress, isSameSequence } from './keys.ts';
import type { KeyedAction } from './use-actions.ts';

/** Why keys cannot be given to an action. */
export type KeyRefusal = 'system' | 'editing' | 'moving' | 'alt' | 'typing';

const EDITING = /^Key[ACVXYZ]$/;
/** What browsers and the desktop's own menu do with Ctrl, and pages are not asked about. */
const WITH_MOD = /^(Key[LNQRTW]|Digit\d|Minus|Equal|Tab|Numpad.*|F\d+|Page(Up|Down)|Space)$/;
const WITH_MOD_SHIFT = /^(Key[BCIJMNPQRTWZ]|Delete|Tab|F\d+)$/;
const MOVING = /^(Tab|Space|Home|End|Page(Up|Down)|Arrow(Left|Right))$/;
const NO_LETTER = /^(Escape|Enter|NumpadEnter|Insert|Pause)$/;

/**
 * Why an action cannot have these keys, whatever the others have; null if it can.
 *
 * @param typing the action is used while typing, so that keys which print something are not free
 */
export function refusalOf(sequence: KeySequence, typing: boolean): KeyRefusal | null {
  for (const press of sequence) {
    const { code, mod = false, shift = false } = press;
    if (
      /^(F\d+|ContextMenu|PrintScreen|Power|Sleep|CapsLock|NumLock|ScrollLock|Lang\d|Audio|Media|Browser|Launch)/.test(
        code,
      )
    )
      return 'system';
    if (mod && !shift && EDITING.test(code)) return 'editing';
    if (mod && (shift ? WITH_MOD_SHIFT : WITH_MOD).test(code)) return 'system';
    if (!mod && MOVING.test(code)) return 'moving';
    if (typing && (sequence.length > 1 || (!mod && !NO_LETTER.test(code)))) return 'typing';
  }
  return null;
}

/** The part of the window in which an action's keys work. */
function placeOf(action: KeyedAction): 'anywhere' | 'composer' | 'entry' | 'window' {
  if (action.where === 'anywhere') return 'anywhere';
  if (action.where === 'own') return 'composer';
  return action.group === 'decide' ? 'entry' : 'window';
}

/** Whether both may be meant by one press. Those that have a key in common from the start never are. */
function canMeet(a: KeyedAction, b: KeyedAction): boolean {
  const shared = a.defaultKeys.some((one) => b.defaultKeys.some((other) => isSameSequence(one, other)));
  if (shared) return false;
  const [placeA, placeB] = [placeOf(a), placeOf(b)];
  return placeA === placeB || placeA === 'anywhere' || placeB === 'anywhere';
}

/** The same keys, or one is the beginning of the other: then the longer one could never be finished. */
function collide(a: KeySequence, b: KeySequence): boolean {
  const [firstA, firstB] = [a[0], b[0]];
  if (firstA === undefined || firstB === undefined || !isSamePress(firstA, firstB)) return false;
  return a.length !== b.length || isSameSequence(a, b);
}

/** The other actions that these keys would be taken from. */
export function conflictsOf(
  actions: readonly KeyedAction[],
  action: KeyedAction,
  wanted: readonly KeySequence[],
): readonly KeyedAction[] {
  return actions.filter(
    (other) =>
      other.name !== action.name &&
      canMeet(action, other) &&
      other.keys.some((keys) => wanted.some((sequence) => collide(keys, sequence))),
  );
}

/** Arrows and Enter mean something to whatever has the focus: they are an action's only in the list. */
function inItsPlace(action: KeyedAction, press: Press): Press {
  const plain = press.mod !== true && /^(Arrow|Enter|NumpadEnter)/.test(press.code);
  return plain && action.where === undefined ? { ...press, inList: true } : press;
}

/**
 * The keys of an action after one of them has been changed.
 *
 * @param index which one; as many as it has to add one
 * @param sequence null takes it away
 */
export function keysAfter(
  action: KeyedAction,
  index: number,
  sequence: KeySequence | null,
): readonly KeySequence[] {
  if (sequence === null) return action.keys.filter((_, at) => at !== index);
  const keys = action.keys.map((each, at) => (at === index ? null : each));
  if (index >= keys.length) keys.push(null);
  return keys.flatMap((each) => {
    if (each === null) return [sequence.map((press) => inItsPlace(action, press))];
    return isSameSequence(each, sequence) ? [] : [each];
  });
}

/** What has been changed in all, once an action has these keys: others lose those that would collide. */
export function giveKeys(
  actions: readonly KeyedAction[],
  own: OwnKeys,
  action: KeyedAction,
  keys: readonly KeySequence[],
): OwnKeys {
  const next: Record<string, readonly KeySequence[]> = { ...own };
  for (const other of conflictsOf(actions, action, keys))
    next[other.name] = other.keys.filter((each) => !keys.some((sequence) => collide(each, sequence)));
  if (areSame(keys, action.defaultKeys)) delete next[action.name];
  else next[action.name] = keys.slice(0, MAX_KEYS);
  return next;
}

function areSame(a: readonly KeySequence[], b: readonly KeySequence[]): boolean {
  return a.length === b.length && a.every((keys, index) => isSameSequence(keys, b[index] ?? []));
}

/** Whether an action has other keys than at first. */
export function isChanged(action: KeyedAction): boolean {
  return !areSame(action.keys, action.defaultKeys);
}
