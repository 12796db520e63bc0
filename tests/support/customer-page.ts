import { expect, type Page } from '@playwright/test';

/** A customer at his own browser: asks by the form, and writes on in the same conversation. */
export interface CustomerPage {
  readonly page: Page;
  write(text: string, picture?: { readonly name: string; readonly bytes: Buffer }): Promise<void>;
}

/** Asks a question by the public form. */
export async function askAsCustomer(
  page: Page,
  helpdeskUrl: string,
  question: { readonly subject: string; readonly message: string },
  email = 'olga@weber-autos.example',
): Promise<CustomerPage> {
  await page.goto(`${helpdeskUrl}/contact?lang=en`);
  await page.getByLabel('Your name').fill('Olga Weber');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Subject').fill(question.subject);
  await page.getByLabel('Message').fill(question.message);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { name: question.subject })).toBeVisible();
  return {
    page,
    async write(text, picture) {
      await page.getByRole('textbox').first().fill(text);
      if (picture !== undefined)
        await page
          .locator('input[type="file"]')
          .setInputFiles({ name: picture.name, mimeType: 'image/png', buffer: picture.bytes });
      await page.getByRole('button', { name: 'Send' }).click();
      await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
    },
  };
}
