import type { Browser, Page } from 'playwright-core';
import {
  describeInBrowser,
  launchBrowser,
  LONG_TEST_TIMEOUT_MS,
  openPage,
  reloadUntil,
  saveScreenshot,
} from '../web/support/browser';
import { callApi } from '../web/support/call-api';
import { type EmbeddedPlatform, startEmbeddedPlatform } from '../web/support/embedded-platform';
import { openMail, signInByMail } from '../web/support/inbox';
import { approveByMail, getDateInDays, GRACE, HANNA, IVO, submitRequestForm } from '../web/support/page-actions';

const ADMIN = 'admin@firstday.example';
const MIGUEL = 'miguel@example.com';

/** Soon enough for accounts to exist, and before the first day. */
const SOON = getDateInDays(4);
const REMOTE = { remote: 'yes', address: 'Lighthouse 1, 18609 Binz', startDate: SOON };
/** By last name. All of Ada. */
const HIRES = {
  Undecided: {},
  Misspelt: { startDate: SOON },
  Unreachable: { startDate: SOON },
  Relocated: REMOTE,
  Postponed: REMOTE,
  Uneducated: { startDate: SOON, trainings: 'forklift-sold-out' },
  Equipped: { startDate: SOON, equipment: 'monitor-rare' },
  Blind: { startDate: SOON, equipment: 'monitor-rare' },
  Transferred: { startDate: SOON },
  Plain: {},
};
type Family = keyof typeof HIRES;

jest.setTimeout(2 * LONG_TEST_TIMEOUT_MS);

/** In order: each story continues on the same platform. */
describeInBrowser('ten hires through the pages: no trifle undoes one', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let hanna: Page;
  let ivo: Page;
  const open = async (email?: string): Promise<Page> => {
    const { page } = await openPage(browser);
    if (email !== undefined) await signInByMail(page, platform, email);
    return page;
  };
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbeddedPlatform(), launchBrowser()]);
    const item = { model: 'monitor-rare', title: 'Monitor, rare', tag: 'RARE-1', priceCents: 40_000, currency: 'EUR' };
    await callApi(platform, 'POST', '/inventory', { body: item });
    hanna = await open(HANNA);
    ivo = await open(IVO);
  });
  afterAll(async () => {
    await browser.close();
    await platform.stop();
  });

  const openOnboarding = async (family: Family): Promise<void> => {
    await hanna.goto(`${platform.url}/onboardings?q=${family}`);
    await hanna.getByRole('link', { name: new RegExp(` ${family}$`) }).click();
    await hanna.getByRole('heading', { level: 1, name: family }).waitFor();
  };
  /** Edits the request, and returns the previewed corrections. */
  const amend = async (family: Family, label: string, value: string): Promise<string[]> => {
    await openOnboarding(family);
    await hanna.getByRole('link', { name: 'Edit request' }).click();
    await hanna.getByLabel(label, { exact: true }).fill(value);
    await hanna.getByRole('button', { name: 'Preview changes' }).click();
    const save = hanna.getByRole('button', { name: 'Save changes' });
    await save.waitFor();
    await saveScreenshot(hanna, `ten-${family.toLowerCase()}-preview`);
    const corrections = await hanna.locator('.corrections li').allInnerTexts();
    await save.click();
    await hanna.getByRole('heading', { level: 1, name: family }).waitFor();
    return corrections;
  };
  const completeTask = async (page: Page, family: Family, step: string, fields: Record<string, string>) => {
    await waitForTask(page, family, step);
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByText('Completed. Thank you.').waitFor();
  };
  const waitForTask = async (page: Page, family: Family, step: string): Promise<void> => {
    const link = page.getByRole('row', { name: new RegExp(family) }).getByRole('link', { name: step });
    await page.goto(`${platform.url}/tasks`);
    await reloadUntil(page, link);
    await link.click();
  };

  test('HR submits ten, the manager approves nine', async () => {
    for (const [family, values] of Object.entries(HIRES)) await submitRequestForm(hanna, platform, family, values);
    const grace = await open();
    for (const family of Object.keys(HIRES).filter((name) => name !== 'Undecided'))
      await approveByMail(grace, platform, family);
  });

  test('a name is corrected after the accounts exist: they follow', async () => {
    await openOnboarding('Misspelt');
    await hanna.getByText('ada.misspelt (chat)').waitFor();
    const corrections = await amend('Misspelt', 'First name', 'Augusta');
    expect(corrections).toContain('Create account: Chat: will be updated');
    await hanna.getByText('augusta.misspelt (chat)').waitFor();
  });

  test('a private address is corrected: the mail goes to the right one', async () => {
    const right = 'right@example.org';
    await openOnboarding('Unreachable');
    await hanna.getByText('ada.unreachable (chat)').waitFor();
    await amend('Unreachable', 'Personal e-mail address', right);
    await openMail(await open(), platform.inboxUrl, right, /first day/i);
  });

  test('a postal address is corrected after the parcel left: IT ships again', async () => {
    await completeTask(ivo, 'Relocated', 'Ship equipment', { 'Tracking number': 'Z-1' });
    const corrections = await amend('Relocated', 'Postal address', 'Castle 2, 18609 Binz');
    expect(corrections).toEqual(['Ship equipment: will be done again']);
    await waitForTask(ivo, 'Relocated', 'Ship equipment');
    await ivo.getByText('Castle 2').waitFor();
    await completeTask(ivo, 'Relocated', 'Ship equipment', { 'Tracking number': 'Z-2' });
  });

  test('the start moves after the parcel left: nothing comes back', async () => {
    await completeTask(ivo, 'Postponed', 'Ship equipment', { 'Tracking number': 'Z-3' });
    await openOnboarding('Postponed');
    await hanna.getByText('ada.postponed (chat)').waitFor();
    await hanna.getByRole('link', { name: 'Change start date' }).click();
    await hanna.getByLabel('New start date').fill(getDateInDays(20));
    await hanna.getByRole('button', { name: 'Preview changes' }).click();
    await hanna.getByRole('button', { name: /^Change start date to/ }).click();
    await hanna.getByText('The start date was changed').waitFor();
    await hanna.getByText('ada.postponed (chat)').waitFor();
    expect(await hanna.getByText('Z-3').count()).toBeGreaterThan(0);
  });

  test('a course is full: HR is asked, and marks it done by hand', async () => {
    await waitForTask(hanna, 'Uneducated', 'Schedule training');
    await saveScreenshot(hanna, 'ten-uneducated-failure');
    await hanna.locator('summary').getByText('Done by hand').click();
    await hanna.getByRole('button', { name: 'Done by hand' }).click();
    await hanna.getByText('Marked as done by hand.').waitFor();
  });

  test('a monitor is missing: IT buys it, the rest goes on', async () => {
    await waitForTask(ivo, 'Blind', 'Purchase equipment').catch(() =>
      waitForTask(ivo, 'Equipped', 'Purchase equipment'),
    );
    await ivo.getByLabel(/Asset tag of/).fill('RARE-2');
    await ivo.getByRole('button', { name: 'Mark as done' }).click();
    await ivo.getByText('Completed. Thank you.').waitFor();
  });

  test('a department is corrected: approved again, then the accounts follow', async () => {
    await openOnboarding('Transferred');
    await hanna.getByText('ada.transferred (source-code)').waitFor();
    const corrections = await amend('Transferred', 'Department', 'Sales');
    expect(corrections).toContain('Create account: Source code: will be undone');
    await approveByMail(await open(), platform, 'Transferred');
    await openOnboarding('Transferred');
    await hanna.getByText('ada.transferred (crm)').waitFor();
    expect(await hanna.getByText('(source-code)').count()).toBe(0);
  });

  test('the manager leaves: the successor approves what is open', async () => {
    const admin = await open(ADMIN);
    await admin.goto(`${platform.url}/admin/people/${GRACE}`);
    await admin.getByText('Hand over to another person').click();
    await admin.getByLabel('E-mail address of the person who takes over').fill(MIGUEL);
    await admin.getByRole('button', { name: 'Hand over' }).click();
    await admin.getByText('Grace Murray').first().waitFor();
    const miguel = await open(MIGUEL);
    await waitForTask(miguel, 'Undecided', 'Manager approval');
    await miguel.getByRole('button', { name: 'Approve' }).click();
    await openOnboarding('Undecided');
    await hanna.getByText('by miguel@example.com').first().waitFor();
  });

  test('HR sees ten onboardings that go on, and pages that agree with the list', async () => {
    await hanna.goto(`${platform.url}/onboardings`);
    await saveScreenshot(hanna, 'ten-list');
    for (const family of Object.keys(HIRES) as Family[]) {
      await hanna.goto(`${platform.url}/onboardings?q=${family}`);
      const listed = await hanna.locator('tbody .badge').first().innerText();
      await openOnboarding(family);
      await saveScreenshot(hanna, `ten-${family.toLowerCase()}`);
      const shown = await hanna.locator('#live .badge').first().innerText();
      expect([family, shown]).toEqual([family, listed]);
      expect([family, shown]).toEqual([family, expect.stringMatching(/^(In progress|Scheduled)$/)]);
      expect(await hanna.locator('.badge.is-undone, .badge.is-undoing, .badge.is-undo-failed').count()).toBe(0);
    }
  });
});
