import type { MessageId, Sha256 } from '#shared/base/brand.ts';
import type { Logger } from '#shared/base/ports.ts';
import type { Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { newId } from '../../storage/new-id.ts';
import { findQueues } from '../../storage/rows/queue-rows.ts';
import { findHelpdesk, findSealKey, type Storage } from '../../storage/storage.ts';
import { createAttempts, type AttemptLimits, type Attempts, type CustomerPurpose } from '../attempts.ts';
import { addCustomerMessage, type FurtherMessage, type FurtherMessageError } from './add-customer-message.ts';
import type { ConversationSecret } from './conversation-secret.ts';
import { findConversation, findConversationFile, type Conversation } from './find-conversation.ts';
import { receiveContact, type Contact, type ContactError } from './receive-contact.ts';

/** Everything a customer without an account can do, and nothing else of the helpdesk. */
export interface CustomerDesk {
  /** How the team is called, and the streams one can write to. */
  findTeam(): Promise<{ readonly name: string; readonly queues: readonly Queue[] }>;
  /** Keeps the bytes of a file that comes with a form; nobody can read it before a message names it. */
  keepFile(
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): Promise<Result<Omit<Attachment, 'name'>, 'too-large' | 'empty' | 'disk-full'>>;
  receiveContact(contact: Contact): Promise<Result<null, ContactError>>;
  findConversation(secret: ConversationSecret): Promise<Conversation | null>;
  /** A file of the conversation, or null; its bytes are in `files`. */
  findFile(secret: ConversationSecret, sha256: Sha256): Promise<Attachment | null>;
  readonly files: Pick<Storage['files'], 'open'>;
  /** The id under which a further message will be sent, however often. */
  newMessageId(): MessageId;
  addMessage(secret: ConversationSecret, further: FurtherMessage): Promise<Result<null, FurtherMessageError>>;
  /** Counts what comes from one address. */
  countAttempts(purpose: CustomerPurpose, limits: AttemptLimits): Attempts;
  /** The key for what a customer's browser keeps for us. */
  findSealKey(): Promise<Uint8Array>;
  readonly log: Logger;
}

/** The customers' side of a helpdesk, on its storage. */
export function createCustomerDesk(storage: Storage): CustomerDesk {
  return {
    async findTeam() {
      const [{ name }, queues] = await Promise.all([findHelpdesk(storage.db), findQueues(storage.db)]);
      return { name, queues };
    },
    keepFile: (bytes, maxBytes) => storage.files.put(bytes, maxBytes),
    receiveContact: (contact) => receiveContact(storage, contact),
    findConversation: (secret) => findConversation(storage, secret),
    findFile: (secret, sha256) => findConversationFile(storage, secret, sha256),
    files: storage.files,
    newMessageId: () => newId<MessageId>(),
    addMessage: (secret, further) => addCustomerMessage(storage, secret, further),
    countAttempts: (purpose, limits) => createAttempts(storage, purpose, limits),
    findSealKey: () => findSealKey(storage.db),
    log: storage.log,
  };
}
