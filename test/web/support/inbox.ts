import type { Page } from 'playwright-core';
import type { MessageSummary } from '../../../src/embedded/inbox/inbox-store';
import { waitForValue } from '../../support/wait-for-value';
import { TIMEOUT_MS } from './browser';

/** Waits for a message to this person with a matching subject in the development inbox, and opens the newest. */
export async function openMail(page: Page, inboxUrl: string, to: string, subject: RegExp): Promise<void> {
  const { id } = await waitForValue(async () => {
    const { messages } = (await (await fetch(`${inboxUrl}/messages`)).json()) as { messages: MessageSummary[] };
    return messages.find((message) => message.to.includes(to) && subject.test(message.subject));
  }, TIMEOUT_MS);
  await page.goto(`${inboxUrl}/read/${id}`);
}

export async function signInByMail(page: Page, { url, inboxUrl }: { url: string; inboxUrl: string }, email: string) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Work e-mail address').fill(email);
  await page.getByRole('button', { name: 'Send sign-in link' }).click();
  await openMail(page, inboxUrl, email, /sign-in link/);
  await page.getByRole('link', { name: /\/sign-in\// }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  // Without waiting for the answer, the next page would have no session yet.
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/sign-in'));
}
