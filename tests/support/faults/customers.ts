/** One customer's conversation, by its secret address. */
export interface CustomerConversation {
  readonly path: string;
  readonly subject: string;
  /** What the customer has written and seen accepted. */
  readonly written: string[];
}

/** What a customer finds on his page. */
export interface CustomerView {
  readonly page: string;
  /** Ids of the entries, in their order, with who wrote them. */
  readonly entries: readonly { readonly id: string; readonly from: 'customer' | 'team' }[];
}

/** Customers at the public pages, as browsers without scripts use them; a form that got no answer is sent again as it is. */
export interface Customers {
  readonly conversations: readonly CustomerConversation[];
  /** Writes a question. @param topic id of a queue */
  ask(subject: string, text: string, topic: string): Promise<CustomerConversation>;
  /** @returns false when the helpdesk has lost the conversation meanwhile: nobody can write there any more */
  write(conversation: CustomerConversation, text: string): Promise<boolean>;
  look(conversation: CustomerConversation): Promise<CustomerView>;
  /** The helpdesk has lost it with its newer history. */
  forget(conversation: CustomerConversation): void;
}

/** How often a form is sent before its customer gives up, and how long he waits in between, in milliseconds. */
const TRIES = 480;
const PATIENCE_MS = 250;
/** Instead of an answer: the conversation is not there any more. */
const LOST = '';

/** @param target where the helpdesk is at the moment */
export function openCustomers(target: () => string): Customers {
  const conversations: CustomerConversation[] = [];
  let sent = 0;

  /** Each form comes from another address: the limits per address are not what is tried here. */
  const address = () => ({
    'x-forwarded-for': `10.${(++sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`,
  });

  async function persist<T>(attempt: () => Promise<T | null>): Promise<T> {
    let reason: unknown = null;
    for (let tried = 0; tried < TRIES; tried += 1) {
      try {
        const value = await attempt();
        if (value !== null) return value;
        reason = 'no answer that helps';
      } catch (error) {
        reason = error;
      }
      await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    }
    throw new Error(`A customer has given up: ${String(reason)}`);
  }

  const findKey = (path: string, isThere = () => true) =>
    persist(async () => {
      if (!isThere()) return LOST;
      const response = await fetch(target() + path);
      const key = / name="key" value="([^"]+)"/.exec(await response.text())?.[1];
      return key ?? null;
    });
  const send = (path: string, fields: Readonly<Record<string, string>>, isThere = () => true) =>
    persist(async () => {
      if (!isThere()) return LOST;
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      body.append('files', new Blob([]), '');
      const response = await fetch(target() + path, {
        method: 'POST',
        body,
        headers: address(),
        redirect: 'manual',
      });
      await response.arrayBuffer();
      if (response.status >= 400 && response.status < 500)
        throw new Error(`The page for customers gave ${response.status}`);
      return response.status === 303 ? (response.headers.get('location') ?? path) : null;
    });

  return {
    conversations,
    async ask(subject, text, topic) {
      const key = await findKey('/contact?lang=en');
      const location = await send('/contact?lang=en', {
        key,
        name: 'Kim Customer',
        email: `kim-${key.slice(0, 8).toLowerCase()}@customer.example`,
        company: '',
        phone: '',
        topic,
        subject,
        message: text,
        website: '',
        page: '',
        screen: '',
      });
      const conversation = { path: location.split('?')[0] ?? '', subject, written: [text] };
      conversations.push(conversation);
      return conversation;
    },
    async write(conversation, text) {
      const path = `${conversation.path}?lang=en`;
      const isThere = () => conversations.includes(conversation);
      const key = await findKey(path, isThere);
      const sentTo = key === LOST ? LOST : await send(path, { key, text }, isThere);
      if (sentTo === LOST) return false;
      conversation.written.push(text);
      return true;
    },
    forget(conversation) {
      conversations.splice(conversations.indexOf(conversation), 1);
    },
    async look(conversation) {
      const page = await persist(async () => {
        const response = await fetch(`${target()}${conversation.path}?lang=en`);
        return response.status === 200 ? response.text() : null;
      });
      const entries = [...page.matchAll(/<article class="(customer|team)" id="m-([^"]+)"/g)].map(
        ([, from, id]) => ({ id: id ?? '', from: from as 'customer' | 'team' }),
      );
      return { page, entries };
    },
  };
}
