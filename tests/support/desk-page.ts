import { expect, type Locator, type Page } from '@playwright/test';
import type { FaultProxy } from './faults/fault-proxy.ts';

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** The window by its stable accessible names (English locale): what an operator or a screen reader goes by. */
export class DeskPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get tickets(): Locator {
    return this.page.getByRole('listbox', { name: 'Tickets' });
  }
  get conversation(): Locator {
    return this.page.getByRole('region', { name: 'Conversation' });
  }
  get reply(): Locator {
    return this.page.getByRole('textbox', { name: 'Reply', exact: true });
  }
  get note(): Locator {
    return this.page.getByRole('textbox', { name: 'Note', exact: true });
  }
  get connection(): Locator {
    return this.page.getByRole('status', { name: 'Connection' });
  }
  get outbox(): Locator {
    return this.page.getByRole('region', { name: 'Outbox' });
  }
  get needsAttention(): Locator {
    return this.page.getByRole('region', { name: 'Needs attention' });
  }

  /** The line above the conversation: subject, status, priority, assignee. */
  get header(): Locator {
    return this.page.getByRole('group', { name: 'Ticket', exact: true });
  }

  ticket(subject: string | RegExp): Locator {
    return this.tickets.getByRole('option', { name: subject });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Chooses the team's helpdesk on the first screen, where the host leaves a choice. */
  async chooseTeam(helpdeskUrl: string): Promise<void> {
    const login = this.page.getByRole('textbox', { name: 'Login' });
    const choice = this.page.getByRole('button', { name: /team/i });
    await expect(login.or(choice).first()).toBeVisible();
    if (!(await choice.isVisible())) return;
    await choice.click();
    await this.page.getByRole('textbox', { name: 'Address' }).fill(helpdeskUrl);
    await this.button('Continue').click();
  }

  /** From the first screen to the queue. */
  async signIn(person: Credentials, helpdeskUrl: string): Promise<void> {
    await this.chooseTeam(helpdeskUrl);
    const login = this.page.getByRole('textbox', { name: 'Login' });
    await login.fill(person.login);
    await this.page.getByLabel('Password', { exact: true }).fill(person.password);
    await this.button('Sign in').click();
    await expect(this.page.getByRole('navigation', { name: 'Views' })).toBeVisible({ timeout: 60_000 });
  }

  /**
   * From the first screen into the work: signed in, everything there, the first ticket of a view open.
   * @param sent how long the first synchronisation may take where it takes longer than usual
   * @returns the ticket's subject
   */
  async startWork(
    person: Credentials,
    helpdeskUrl: string,
    view: string,
    sent: { readonly timeout?: number } = {},
  ): Promise<string> {
    await this.signIn(person, helpdeskUrl);
    await expect(this.connection).toContainText('all sent', sent);
    return this.openFirst(view);
  }

  /** Gives the dialog of a session that is over a name and a password. */
  async signInAgain(person: Credentials): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Login' }).fill(person.login);
    await dialog.getByLabel('Password', { exact: true }).fill(person.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Takes the network away, and waits until the window has noticed. */
  async goOffline(gate: FaultProxy): Promise<void> {
    gate.cut();
    await expect(this.connection).toContainText('Offline');
  }

  /** Gives the network back, and tries at once: the window may find out by itself meanwhile, and then offers no button. */
  async comeBack(gate: FaultProxy): Promise<void> {
    gate.mend();
    const tryNow = this.button('Try now').first();
    await expect(async () => {
      if (await tryNow.isVisible()) await tryNow.click({ timeout: 1_000 });
      await expect(this.connection).toContainText('Online', { timeout: 1_000 });
    }).toPass({ timeout: 90_000 });
  }

  /** Goes to a screen by the rail: the link's name may carry a count. */
  async go(screen: 'Queue' | 'Search' | 'Drafts' | 'Outbox' | 'Settings'): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: new RegExp(`^${screen}`) })
      .click();
  }

  async view(name: string): Promise<void> {
    const views = this.page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  }

  /** Scrolls the list, of which only the lines in sight exist, until the ticket is there. */
  async find(subject: string | RegExp): Promise<Locator> {
    const row = this.ticket(subject);
    let top = 0;
    await expect
      .poll(
        async () => {
          if (await row.isVisible()) return true;
          top = await this.tickets.evaluate((list, from) => {
            const bottom = list.scrollHeight - list.clientHeight;
            list.scrollTop = from >= bottom ? 0 : from + list.clientHeight - 100;
            return list.scrollTop;
          }, top);
          return false;
        },
        `The ticket ${String(subject)} should be in the list`,
      )
      .toBe(true);
    return row;
  }

  /** How many files the local database holds: looked at from outside, since a file comes without anything to be seen. */
  keptFiles(): Promise<number> {
    return this.page.evaluate(async () => {
      const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('vakhta_'))?.name;
      if (name === undefined) return 0;
      const request = indexedDB.open(name);
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('cannot be opened')));
      });
      const count = db.transaction('files').objectStore('files').count();
      const kept = await new Promise<number>((resolve) => {
        count.addEventListener('success', () => resolve(count.result));
      });
      db.close();
      return kept;
    });
  }

  async open(subject: string | RegExp): Promise<void> {
    await (await this.find(subject)).click();
    await expect(this.conversation).toBeVisible();
  }

  /** Opens the ticket at the top of a view. @returns its subject, by which it is found when it is at the top no more */
  async openFirst(view: string): Promise<string> {
    await this.view(view);
    const subject = await this.subjectOf(this.tickets.getByRole('option').first());
    await this.open(subject);
    return subject;
  }

  /** In how many messages of the open ticket words stand, whether they are in sight or not. */
  async timesInConversation(words: string): Promise<number> {
    await this.conversation.focus();
    await this.page.keyboard.press('Control+KeyF');
    const box = this.page.getByRole('searchbox', { name: 'Words in this conversation' });
    await box.fill(words);
    const found = this.page.getByRole('search', { name: 'Find in the conversation' }).getByRole('status');
    await expect(found).toHaveText(/^\d+ of \d+$/);
    const times = Number(/\d+$/.exec((await found.textContent()) ?? '')?.[0]);
    await box.press('Escape');
    return times;
  }

  /** Turns the composer of the open ticket to the note. */
  async turnToNote(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Note' }).click();
  }

  /** Writes a note on the open ticket and gives it. */
  async addNote(words: string): Promise<void> {
    await this.turnToNote();
    await this.note.fill(words);
    await this.button('Add note').click();
  }

  /** Takes or gives the open ticket through the menu. */
  async assignTo(name: string): Promise<void> {
    await this.button('Assign').click();
    await this.page.getByRole('option', { name: new RegExp(name) }).click();
    await expect(this.header).toContainText(name);
  }

  /** The subject that a row of the list is named by. */
  async subjectOf(row: Locator): Promise<string> {
    const label = await row.getAttribute('aria-label');
    if (label === null) throw new Error('The row has no name.');
    return label;
  }

  /** Puts a picture on the clipboard's way into the focused composer, as Ctrl+V of a screenshot does. */
  async pastePicture(into: Locator, png: Buffer, name = 'capture.png'): Promise<void> {
    await into.evaluate(
      (element, { base64, fileName }) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], fileName, { type: 'image/png' }));
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      { base64: png.toString('base64'), fileName: name },
    );
  }
}
