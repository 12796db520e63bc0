import { z } from 'zod';
import { helpdeskIdSchema } from '#shared/base/brand.ts';
import { personSchema } from '#shared/domain/people/person.ts';

export const profileSchema = z.object({
  helpdeskId: helpdeskIdSchema,
  person: personSchema,
});
/** Who worked here last, so that a start without network opens his data. */
export type Profile = z.output<typeof profileSchema>;

/** Most addresses of one helpdesk. */
export const MAX_ADDRESSES = 10;
const address = z.url({ protocol: /^https?$/ });

export const settingsSchema = z.object({
  helpdesk: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('embedded') }),
      z.object({
        kind: z.literal('remote'),
        url: address,
        /** Further addresses of the same helpdesk, tried in this order when the first does not answer. */
        others: z
          .array(address)
          .max(MAX_ADDRESSES - 1)
          .optional(),
        /** Which helpdesk it is, once it has said so: no other one is given the token or spoken to. */
        id: helpdeskIdSchema.optional(),
      }),
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
