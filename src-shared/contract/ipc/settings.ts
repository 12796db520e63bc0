import { z } from 'zod';
import { customerIdSchema, helpdeskIdSchema } from '#shared/base/brand.ts';
import { alertSettingsSchema, DEFAULT_ALERTS } from '#shared/domain/alerts/alert-settings.ts';
import { firstStepsSchema } from '#shared/domain/first-steps/first-steps.ts';
import { personSchema } from '#shared/domain/people/person.ts';
import { MAX_SAVED_VIEWS } from '#shared/domain/views/saved-view.ts';
import { ownKeysSchema } from './own-keys.ts';

export const profileSchema = z.object({
  helpdeskId: helpdeskIdSchema,
  person: personSchema,
});
/** Who worked here last, so that a start without network opens his data. */
export type Profile = z.output<typeof profileSchema>;

/** Most addresses of one helpdesk. */
export const MAX_ADDRESSES = 10;
/** Most customers whose pictures are always shown. */
export const MAX_PICTURE_SENDERS = 1_000;
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
  /** Customers whose letters show their pictures from outside without being asked for each. */
  pictureSenders: z
    .array(z.object({ id: customerIdSchema, name: z.string().max(200) }))
    .max(MAX_PICTURE_SENDERS),
  /** How long an answer or a note is held so that sending can be undone, in seconds; 0: not at all. */
  undoSendSeconds: z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(20), z.literal(30)]),
  /** Views of one's own, by profile: read one by one (`parseKeptViews`), so that one of a newer version costs no other. */
  views: z.record(z.string().max(200), z.array(z.unknown()).max(MAX_SAVED_VIEWS)),
  keys: ownKeysSchema,
  /** For what, when and how. */
  alerts: alertSettingsSchema,
  /** What the operator says of himself; there are no shifts yet that would know. */
  duty: z.enum(['on', 'away']),
  /** What somebody who is new here has tried. */
  firstSteps: firstStepsSchema,
});
/**
 * What is remembered on this machine outside the local database. Holds no secret, and of customers only the names of
 * those whose pictures are shown, until signing out.
 */
export type Settings = z.output<typeof settingsSchema>;

/** Members that go along to a person's other machines: see `domain/choices`. */
export type ChoiceSettings = Pick<Settings, 'views' | 'keys' | 'pictureSenders'>;

/** A first start. */
export const DEFAULT_SETTINGS: Settings = {
  helpdesk: null,
  profile: null,
  language: 'system',
  theme: 'system',
  paneWidths: {},
  notifications: true,
  pictureSenders: [],
  undoSendSeconds: 10,
  views: {},
  keys: {},
  alerts: DEFAULT_ALERTS,
  duty: 'on',
  firstSteps: { state: 'shown', done: [] },
};
