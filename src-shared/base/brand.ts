import { z } from 'zod';

/** A primitive that must not be mixed with others of the same representation. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Milliseconds since 1970-01-01 UTC. On a replicated row always the helpdesk's clock, never a client's (I12). */
export type EpochMs = Brand<number, 'EpochMs'>;
export const epochMsSchema = z.int().nonnegative() as unknown as z.ZodType<EpochMs, number>;

/** A schema for a branded UUID in its canonical lower-case form. Identifiers we make are of version 7 (RFC 9562). */
function uuidSchema<Name extends string>() {
  // A cast instead of a transform: nothing to run per value, and it can be written down as JSON Schema (OpenAPI).
  return z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/) as unknown as z.ZodType<
    Brand<string, Name>,
    string
  >;
}

export const ticketIdSchema = uuidSchema<'TicketId'>();
export const messageIdSchema = uuidSchema<'MessageId'>();
export const personIdSchema = uuidSchema<'PersonId'>();
export const queueIdSchema = uuidSchema<'QueueId'>();
export const customerIdSchema = uuidSchema<'CustomerId'>();
export const commandIdSchema = uuidSchema<'CommandId'>();
export const deviceIdSchema = uuidSchema<'DeviceId'>();
export const clientIdSchema = uuidSchema<'ClientId'>();
export const helpdeskIdSchema = uuidSchema<'HelpdeskId'>();
export const referenceIdSchema = uuidSchema<'ReferenceId'>();
export const customerNoteIdSchema = uuidSchema<'CustomerNoteId'>();

export type TicketId = z.output<typeof ticketIdSchema>;
export type MessageId = z.output<typeof messageIdSchema>;
export type PersonId = z.output<typeof personIdSchema>;
export type QueueId = z.output<typeof queueIdSchema>;
export type CustomerId = z.output<typeof customerIdSchema>;
export type CommandId = z.output<typeof commandIdSchema>;
/** A signed-in device: its token can be revoked. */
export type DeviceId = z.output<typeof deviceIdSchema>;
/** One local store of one person on one machine: the `client` of the synchronisation protocol. */
export type ClientId = z.output<typeof clientIdSchema>;
export type HelpdeskId = z.output<typeof helpdeskIdSchema>;
export type ReferenceId = z.output<typeof referenceIdSchema>;
export type CustomerNoteId = z.output<typeof customerNoteIdSchema>;

/** Lower-case hexadecimal SHA-256 of an attachment's bytes: its address everywhere. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/) as unknown as z.ZodType<
  Brand<string, 'Sha256'>,
  string
>;
export type Sha256 = z.output<typeof sha256Schema>;
