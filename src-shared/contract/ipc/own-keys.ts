import { z } from 'zod';

/** One press of a key. */
export const pressSchema = z.object({
  /** The physical key (`KeyboardEvent.code`), so that it works in every layout. */
  code: z
    .string()
    .regex(/^[A-Za-z0-9]+$/)
    .max(30),
  shift: z.boolean().optional(),
  /** Ctrl, on a Mac Cmd. */
  mod: z.boolean().optional(),
  alt: z.boolean().optional(),
  /** Only with the focus in the list or nowhere: elsewhere the key means something else. */
  inList: z.boolean().optional(),
});
export type Press = Readonly<z.output<typeof pressSchema>>;

/** Presses one after the other, usually one. */
export type KeySequence = readonly Press[];

/** Most keys of one action. */
export const MAX_KEYS = 5;

/**
 * Keys that a person has changed, by the name of the action; an empty list takes them all away. Names this version does not
 * know are kept: they are those of another version.
 */
export const ownKeysSchema = z.record(
  z.string().max(100),
  z.array(z.array(pressSchema).min(1).max(2)).max(MAX_KEYS),
);
export type OwnKeys = Readonly<Record<string, readonly KeySequence[]>>;

/** Keys of what the desktop's menu offers too, as they are before anybody changes them. */
export const MENU_KEYS = {
  'go.settings': [{ code: 'Comma', mod: true }],
  'go.outbox': [{ code: 'KeyO', mod: true, shift: true }],
} as const satisfies Record<string, KeySequence>;
