import { z } from 'zod';
import { helpdeskIdSchema } from '#shared/base/brand.ts';
import { personSchema } from '#shared/domain/people/person.ts';

export const profileSchema = z.object({
  helpdeskId: helpdeskIdSchema,
  person: personSchema,
});
/** Who worked here last, so that a start without network opens his data. */
export type Profile = z.output<typeof profileSchema>;

export const settingsSchema = z.object({
  helpdesk: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('embedded') }),
      z.object({ kind: z.literal('remote'), url: z.url({ protocol: /^https?$/ }) }),
    ])
    .nullable(),
  profile: profileSchema.nullable(),
  language: z.enum(['system', 'en', 'ru']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Widths of the panes in CSS pixels, by pane name. */
  paneWidths: z.record(z.string().max(50), z.number().min(0).max(4000)),
  notifications: z.boolean(),
});
/** What is remembered on this machine outside the local database. Holds no secret and no customer's data. */
export type Settings = z.output<typeof settingsSchema>;

/** A first start. */
export const DEFAULT_SETTINGS: Settings = {
  helpdesk: null,
  profile: null,
  language: 'system',
  theme: 'system',
  paneWidths: {},
  notifications: true,
};
