import type { Browser, Page } from 'playwright-core';
import {
  describeInBrowser,
  isTooWide,
  launchBrowser,
  openPage,
  saveScreenshots,
  LONG_TEST_TIMEOUT_MS,
} from './support/browser';
import {
  approveByMail,
  fillRequestForm,
  GRACE,
  HANNA,
  getDateInDays,
  IVO,
  submitRequestForm,
} from './support/page-actions';
import { type EmbeddedPlatform, startEmbeddedPlatform } from './support/embedded-platform';
import { openMail, signInByMail } from './support/inbox';

const LATER = getDateInDays(44);
/** No course has a session that far ahead. */
const MUCH_LATER = getDateInDays(300);

jest.setTimeout(LONG_TEST_TIMEOUT_MS);

describeInBrowser('in a browser, on the embedded platform', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let hanna: Page;
  const pageErrors: string[][] = [];
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbeddedPlatform(), launchBrowser()]);
    hanna = await openPersonPage();
    await signInByMail(hanna, platform, HANNA);
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  async function openPersonPage(
    ...options: Parameters<typeof openPage> extends [unknown, ...infer Rest] ? Rest : never
  ) {
    const opened = await openPage(browser, ...options);
    pageErrors.push(opened.pageErrors);
    return opened.page;
  }

  /** Opens a submitted onboarding from Hanna's list. */
  const openOnboarding = async (family: string): Promise<void> => {
    await hanna.goto(`${platform.url}/onboardings?q=${family}`);
    await hanna.getByRole('link', { name: `Ada ${family}` }).click();
  };

  test('HR submits on one page, and sees the schedule while typing', async () => {
    await fillRequestForm(hanna, platform, 'Byron');
    await hanna.locator('#preview svg').first().waitFor();
    await saveScreenshots(hanna, 'submit');
    await hanna.reload();
    expect(await hanna.getByLabel('Last name').inputValue()).toBe('Byron');
    await hanna.getByRole('button', { name: 'Submit' }).click();
    await hanna.getByText('Submitted. The approvers are notified.').waitFor();
    await saveScreenshots(hanna, 'onboarding');
  });

  test('the session ends while HR types: nothing is lost, and typing goes on after another sign-in', async () => {
    // Its console reports the 401, so its errors are not collected.
    const { page: typist } = await openPage(browser);
    const cookies = await hanna.context().cookies();
    await typist.context().addCookies(cookies);
    await fillRequestForm(typist, platform, 'Babbage');
    await typist.locator('#preview svg').first().waitFor();
    await typist.context().clearCookies();
    await typist.getByLabel('Job title').fill('Senior engineer');
    await typist.getByText('Sign in in another tab, then continue here').waitFor();
    await saveScreenshots(typist, 'signed-out');
    expect(await typist.getByLabel('Last name').inputValue()).toBe('Babbage');
    await typist.context().addCookies(cookies);
    await typist.getByLabel('Job title').fill('Principal engineer');
    await typist.getByText('Sign in in another tab, then continue here').waitFor({ state: 'hidden' });
  });

  test('the manager approves by mail on a phone, and HR sees it at once', async () => {
    const grace = await openPersonPage({ size: 'phone' });
    await openMail(grace, platform.inboxUrl, GRACE, /Approval needed.*Byron/);
    const startedAt = Date.now();
    await grace.getByRole('link', { name: /\/decide\// }).click();
    await saveScreenshots(grace, 'decision');
    expect(await isTooWide(grace)).toBe(false);
    await grace.getByRole('button', { name: 'Approve' }).click();
    await grace.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(Date.now() - startedAt).toBeLessThan(30_000);
    // No reload: the event stream updates the page.
    await hanna.getByText('by grace@example.com').first().waitFor();
  });

  test('IT completes a task from its mail, with the form', async () => {
    const remote = { address: 'Lighthouse 1, 18609 Binz', remote: 'yes' };
    await submitRequestForm(hanna, platform, 'Hopper', { ...remote, startDate: getDateInDays(3) });
    await approveByMail(await openPersonPage(), platform, 'Hopper');
    const ivo = await openPersonPage();
    await signInByMail(ivo, platform, IVO);
    await openMail(ivo, platform.inboxUrl, IVO, /Task assigned.*Hopper/);
    await ivo.goto(`${platform.url}/tasks`);
    await ivo.getByRole('link', { name: 'Ship equipment' }).click();
    await saveScreenshots(ivo, 'task');
    await ivo.getByLabel('Tracking number').fill('Z-4711');
    await ivo.getByRole('button', { name: 'Mark as done' }).click();
    await ivo.getByText('Completed. Thank you.').waitFor();
    await hanna.getByText('by ivo@example.com').first().waitFor();
  });

  test('rescheduling: preview, then done', async () => {
    await openOnboarding('Byron');
    await hanna.getByRole('link', { name: 'Change start date' }).click();
    await hanna.getByLabel('New start date').fill(LATER);
    await hanna.getByRole('button', { name: 'Preview changes' }).click();
    await saveScreenshots(hanna, 'moving');
    await hanna.getByRole('button', { name: /^Change start date to/ }).click();
    await hanna.getByText('The start date was changed').waitFor();
    await hanna.getByText('Start date changed').first().waitFor();
  });

  test('a step fails: its owner fixes the cause, retries and succeeds', async () => {
    await submitRequestForm(hanna, platform, 'Turing', { employmentType: 'intern', startDate: getDateInDays(1) });
    await approveByMail(await openPersonPage(), platform, 'Turing');
    await hanna
      .getByText(/Seat in tools-tour/)
      .first()
      .waitFor();
    await hanna.getByRole('link', { name: 'Change start date' }).click();
    await hanna.getByLabel('New start date').fill(MUCH_LATER);
    await hanna.getByRole('button', { name: 'Preview changes' }).click();
    await hanna.getByRole('button', { name: /^Change start date to/ }).click();
    await hanna.getByText('Needs attention').first().waitFor();
    await saveScreenshots(hanna, 'failed');
    await hanna.getByRole('link', { name: 'My tasks' }).click();
    await hanna
      .getByRole('row', { name: /Turing/ })
      .getByRole('link', { name: 'Schedule online training' })
      .click();
    await hanna.getByText('tools-tour-online is fully booked.').waitFor();
    await saveScreenshots(hanna, 'failure');
    const failure = hanna.url();
    await addSession(hanna, getDateInDays(302));
    await hanna.goto(failure);
    await hanna.getByRole('button', { name: 'Retry' }).click();
    await hanna.getByText('The step is retried.').waitFor();
    await openOnboarding('Turing');
    await hanna.getByText(/Seat in tools-tour-online/).waitFor();
    await saveScreenshots(hanna, 'retried');
  });

  async function addSession(page: Page, date: string): Promise<void> {
    await page.getByRole('link', { name: 'Administration' }).click();
    await page.getByRole('link', { name: 'Trainings' }).click();
    await page.getByText('Add session').click();
    await page.getByLabel('Course').fill('tools-tour-online');
    await page.getByLabel('Title').fill('Tour of our tools, online');
    await page.getByLabel('Room or link').fill('online');
    await page.getByLabel('Start').fill(`${date}T14:00`);
    await page.getByLabel('End').fill(`${date}T15:00`);
    await page.getByLabel('Seats').fill('3');
    await saveScreenshots(page, 'session');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Session added.').waitFor();
  }

  test('cancelling without scripts lists the holdings first', async () => {
    await submitRequestForm(hanna, platform, 'Lovelace');
    const noScriptPage = await openPersonPage({ javaScriptEnabled: false });
    await noScriptPage.context().addCookies(await hanna.context().cookies());
    await noScriptPage.goto(`${platform.url}/onboardings?q=Lovelace`);
    await noScriptPage.getByRole('link', { name: 'Ada Lovelace' }).click();
    await noScriptPage.getByRole('link', { name: 'Cancel' }).click();
    await saveScreenshots(noScriptPage, 'cancelling');
    await noScriptPage.getByLabel('Reason').fill('The offer was withdrawn.');
    await noScriptPage.getByRole('button', { name: 'Cancel onboarding' }).click();
    await noScriptPage.getByText('The onboarding is being rolled back.').waitFor();
    await openOnboarding('Lovelace');
    await hanna.locator('.badge.is-cancelled').first().waitFor();
  });

  test('a new hire completes a task on their own page, by the mail link', async () => {
    await submitRequestForm(hanna, platform, 'Noether', { employmentType: 'contractor', equipment: '' });
    await approveByMail(await openPersonPage(), platform, 'Noether');
    const ada = await openPersonPage({ size: 'phone' });
    await openMail(ada, platform.inboxUrl, 'ada.noether@example.org', /^Task assigned: Accept contractor terms/);
    await ada.getByRole('link', { name: /\/hire\// }).click();
    await ada.getByLabel('Your full name').fill('Ada Noether');
    await saveScreenshots(ada, 'own-task');
    await ada.getByRole('button', { name: 'Submit' }).click();
    await ada.getByText('Completed. Thank you.').waitFor();
    await saveScreenshots(ada, 'own-page');
    expect(await isTooWide(ada)).toBe(false);
    await hanna.getByText('by ada.noether@example.org').first().waitFor();
  });

  test('a first visit transfers less than 150 kB', async () => {
    const { page, context } = await openPage(browser);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await context.addCookies(await hanna.context().cookies());
    await page.goto(`${platform.url}/onboardings`, { waitUntil: 'networkidle' });
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(150_000);
  });

  test('no page reports errors, such as policy violations', () => {
    // Except for the missing page, and for event streams and searches aborted by navigation.
    const expectedErrors = /404|^\[object Event\]$|^htmx:(afterRequest|sendAbort), \[object HTMLDataListElement\]$/;
    expect(pageErrors.flat().filter((text) => !expectedErrors.test(text))).toEqual([]);
  });
});
