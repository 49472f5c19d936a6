import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import type { CompanySettingsInput } from '../../src/company/settings';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { runFirstday } from '../cli/support';
import { buildThreeOffices, HIRES } from '../support/three-offices';
import {
  describeInBrowser,
  launchBrowser,
  LONG_TEST_TIMEOUT_MS,
  openPage,
  saveScreenshot,
} from '../web/support/browser';
import { type EmbeddedPlatform, startEmbeddedPlatform } from '../web/support/embedded-platform';
import { signInByMail } from '../web/support/inbox';
import { getDateInDays, GRACE } from '../web/support/page-actions';

const ADMIN = 'admin@firstday.example';
const START_DATE = getDateInDays(60);
const EMPTY = { name: 'Company', currency: 'EUR' };
const SETTINGS: CompanySettingsInput = buildThreeOffices(START_DATE);

jest.setTimeout(LONG_TEST_TIMEOUT_MS);

/** In order: each test continues on the same platform. */
describeInBrowser('a company with three offices and five profiles, by clicking', () => {
  let platform: EmbeddedPlatform;
  let browser: Browser;
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startEmbeddedPlatform(), launchBrowser()]);
    folder = mkdtempSync(join(tmpdir(), 'firstday-clicking-'));
    await apply(EMPTY);
    page = (await openPage(browser)).page;
    await signInByMail(page, platform, ADMIN);
    await page.goto(`${platform.url}/admin/company`);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await browser.close();
    await platform.stop();
  });

  const run = (...args: string[]) => runFirstday(args, { url: platform.url, token: platform.adminToken });

  async function apply(settings: object): Promise<void> {
    const file = join(folder, 'company.yaml');
    writeFileSync(file, stringify(settings));
    expect(await run('company', 'apply', file)).toMatchObject({ code: 0, err: '' });
  }

  async function exportSettings(): Promise<object> {
    const { version: _version, ...settings } = parse((await run('company', 'export')).out) as { version: number };
    return settings;
  }

  const follow = (name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();
  const fill = async (name: string, text = ''): Promise<void> => page.locator(`[name="${name}"]`).fill(text);
  const fillTitle = async (name: string, title: string | { en: string; de: string }): Promise<void> => {
    await fill(`${name}.en`, typeof title === 'string' ? title : title.en);
    if (typeof title !== 'string') await fill(`${name}.de`, title.de);
  };
  const tick = async (name: string, values: readonly unknown[] = []): Promise<void> => {
    for (const value of values) await page.locator(`[name="${name}"][value="${String(value)}"]`).check();
  };
  const choose = (name: string, value: string) => page.locator(`[name="${name}"]`).selectOption(value);
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. New requests are planned with it.').waitFor();
  };

  test('name, currency and departments', async () => {
    await follow('Edit');
    await fill('name', SETTINGS.name);
    await fill('currency', SETTINGS.currency);
    await fill('exchangeRates', 'EUR 0.95');
    await fill('supportContact', SETTINGS.supportContact);
    await fill('departments', SETTINGS.departments?.join('\n'));
    await save();
  });

  test('three offices', async () => {
    for (const [code, office] of Object.entries(SETTINGS.locations ?? {})) {
      await follow('Add location');
      await fill('code', code);
      await fillTitle('title', office.title);
      await fill('timeZone', office.timeZone);
      await fill('country', office.country);
      await fill('state', office.state);
      if (office.workingDays) {
        for (const day of [1, 2, 3, 4, 5, 6, 7])
          await page.locator(`[name=workingDays][value="${String(day)}"]`).setChecked(office.workingDays.includes(day));
      }
      if (office.startTime) await fill('startTime', office.startTime);
      if (office.endTime) await fill('endTime', office.endTime);
      const daysOff = office.daysOff?.map((day) =>
        [day.from, day.to, getEnglishText(day.title ?? '')].filter(Boolean).join(' '),
      );
      await fill('daysOff', daysOff?.join('\n'));
      await fill('address', office.address);
      await save();
    }
  });

  test('two systems with licences', async () => {
    for (const [code, system] of Object.entries(SETTINGS.systems ?? {})) {
      await follow('Add system');
      await fill('code', code);
      await fillTitle('title', system.title);
      const isPerson = system.owner.includes('@');
      await choose('owner', isPerson ? 'person' : system.owner);
      if (isPerson) await fill('ownerEmail', system.owner);
      for (const [index, [licence, { title, seats }]] of Object.entries(system.licences ?? {}).entries()) {
        const row = `licences.${String(index)}`;
        if (!(await page.locator(`[name="${row}.code"]`).isVisible()))
          await page.getByRole('button', { name: 'Add rows' }).click();
        await fill(`${row}.code`, licence);
        await fillTitle(`${row}.title`, title);
        await fill(`${row}.seats`, String(seats));
      }
      if (code === 'mail') await saveScreenshot(page, 'system');
      await save();
    }
  });

  test('five profiles', async () => {
    for (const [code, profile] of Object.entries(SETTINGS.profiles ?? {})) {
      await follow('Show profiles, and who gets what');
      await follow('Add profile');
      await fill('code', code);
      await fillTitle('title', profile.title);
      const { department, location, employmentType, remote } = profile.when ?? {};
      await tick('when.department', department);
      await tick('when.location', location);
      await tick('when.employmentType', employmentType);
      if (remote) await choose('when.remote', String(remote[0]));
      if (profile.isAddition) await tick('isAddition', ['yes']);
      for (const { system, groups, licence } of profile.accounts ?? []) {
        await tick('account', [system]);
        await fill(`groups.${system}`, groups?.join(', '));
        if (licence) await choose(`licence.${system}`, licence);
      }
      await fillRows('equipment', profile.equipment);
      await fillRows('trainings', profile.trainings);
      if (code === 'engineers') await saveScreenshot(page, 'profile');
      await save();
    }
    await follow('Show profiles, and who gets what');
    await saveScreenshot(page, 'profiles');
  });

  async function fillRows(name: string, codes: readonly string[] = []): Promise<void> {
    for (const [index, code] of codes.entries()) {
      const row = page.locator(`[name="${name}.${String(index)}"]`);
      if (!(await row.isVisible())) await page.getByRole('button', { name: 'Add rows' }).click();
      await row.fill(code);
    }
  }

  test('the preview of a hire shows the access of the profiles', async () => {
    const { job, accounts } = HIRES.remote;
    await page.goto(`${platform.url}/onboardings/new`);
    const texts = {
      'First name': 'Ada',
      'Last name': 'Remote',
      'Personal e-mail address': 'remote@example.org',
      'Postal address': 'Castle 1, 18609 Binz',
      'Job title': 'Colleague',
      Department: job.department,
      'Start date': START_DATE,
      'Manager’s e-mail address': GRACE,
    };
    for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel('Location').selectOption(job.location);
    await page.getByLabel('Employment type').selectOption(job.employmentType);
    await page.getByLabel('Workplace').selectOption(job.remote ? 'yes' : 'no');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText(accounts, { exact: true }).waitFor();
    await saveScreenshot(page, 'hire-of-profiles');
  });

  test('the same as by one file', async () => {
    const clicked = await exportSettings();
    await apply(EMPTY);
    await apply(SETTINGS);
    expect(await exportSettings()).toEqual(clicked);
  });
});
