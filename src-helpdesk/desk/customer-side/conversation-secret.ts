import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url: what the address of a customer's own page ends with. Known to the customer alone. */
export type ConversationSecret = string & { readonly __brand: 'ConversationSecret' };

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** A fresh secret. */
export function newConversationSecret(): ConversationSecret {
  return randomBytes(32).toString('base64url') as ConversationSecret;
}

/** The secret, if the text has the form of one. */
export function asConversationSecret(text: string): ConversationSecret | null {
  return FORM.test(text) ? (text as ConversationSecret) : null;
}

/** What is stored of a secret. It has 256 bits of its own, so a plain hash is enough. */
export function hashOfSecret(secret: ConversationSecret): string {
  return createHash('sha256').update(secret).digest('hex');
}
