import { createContext } from 'react';
import type { CustomerId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';

/** What the entries of one conversation have in common. */
export interface ConversationParts {
  /** All pictures of the ticket in their order: the viewer goes through them. */
  readonly pictures: readonly Attachment[];
  /** Whose letters these are; null until the customer is here. */
  readonly sender: { readonly id: CustomerId; readonly name: string } | null;
}

export const ConversationContext = createContext<ConversationParts>({ pictures: [], sender: null });
