import { z } from 'zod';

/** Sounds that are made by the program itself. */
export const SOUNDS = ['none', 'chime', 'knock', 'bell', 'drop'] as const;
export type Sound = (typeof SOUNDS)[number];

/** A minute of a local day. */
const minute = z.int().min(0).max(1_439);

export const alertSettingsSchema = z.object({
  /** New customer messages in my tickets. */
  messages: z.boolean(),
  /** Somebody else has given me a ticket. */
  assigned: z.boolean(),
  /** Somebody names me in a note. */
  mentions: z.boolean(),
  /** In a ticket I follow and do not have a customer has written, or somebody has resolved it; absent in what was written before: yes. */
  followed: z.boolean().optional(),
  /** New customer messages in tickets that nobody has. */
  unassigned: z.enum(['none', 'urgent', 'all']),
  /** An answer of mine is due soon. */
  due: z.boolean(),
  /** How long before, in minutes. */
  dueMinutes: z.int().min(1).max(240),
  /** Nothing while I am away. */
  onDutyOnly: z.boolean(),
  /** Nothing from one minute of the local day to another; null: at any time. */
  quiet: z.object({ from: minute, to: minute }).nullable(),
  sound: z.enum(SOUNDS),
  /** From 0 to 100. */
  volume: z.int().min(0).max(100),
  /** No words and no names of customers on a screen that others may see. */
  hideContents: z.boolean(),
  /** What the number on the icon counts. */
  count: z.enum(['mine', 'waiting', 'unassigned', 'none']),
});
/** When, for what and how the operator is told outside of the window. */
export type AlertSettings = z.output<typeof alertSettingsSchema>;

/** Quiet by rule: what concerns me, and what burns. */
export const DEFAULT_ALERTS: AlertSettings = {
  messages: true,
  assigned: true,
  mentions: true,
  followed: true,
  unassigned: 'urgent',
  due: true,
  dueMinutes: 15,
  onDutyOnly: true,
  quiet: null,
  sound: 'chime',
  volume: 60,
  hideContents: false,
  count: 'mine',
};

/** Whether a minute of the day is within quiet hours, which may pass midnight. The last minute is not. */
export function isQuiet(quiet: AlertSettings['quiet'], now: number): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const { from, to } = quiet;
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** Whether anything may be told now. @param minuteOfDay by this machine's clock, which decides nothing else (I12) */
export function mayAlert(
  settings: { readonly notifications: boolean; readonly duty: 'on' | 'away'; readonly alerts: AlertSettings },
  minuteOfDay: number,
): boolean {
  const { notifications, duty, alerts } = settings;
  if (!notifications || isQuiet(alerts.quiet, minuteOfDay)) return false;
  return duty === 'on' || !alerts.onDutyOnly;
}
