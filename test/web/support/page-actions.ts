import type { Page } from 'playwright-core';
import type { EmbeddedPlatform } from './embedded-platform';
import { openMail } from './inbox';

/** From the sample data. */
export const HANNA = 'hanna@example.com';
export const GRACE = 'grace@example.com';
export const IVO = 'ivo@example.com';

type Platform = Pick<EmbeddedPlatform, 'url' | 'inboxUrl'>;

const DAY_MS = 86_400_000;

/** Returns the date this many days ahead, as YYYY-MM-DD. */
export const getDateInDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

interface RequestFormValues {
  startDate?: string;
  employmentType?: string;
  remote?: string;
  address?: string;
  equipment?: string;
  trainings?: string;
}

/** Fills in the request form for Ada with this family name, without submitting it. */
export async function fillRequestForm(
  page: Page,
  { url }: Platform,
  family: string,
  values: RequestFormValues = {},
): Promise<void> {
  const { startDate = getDateInDays(30), employmentType = 'employee', remote = 'no', address = '' } = values;
  const { equipment = 'laptop-14', trainings = '' } = values;
  await page.goto(`${url}/onboardings/new`);
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill(family);
  await page.getByLabel('Personal e-mail address').fill(`ada.${family.toLowerCase()}@example.org`);
  await page.getByLabel('Postal address').fill(address);
  await page.getByLabel('Job title').fill('Engineer');
  await page.getByLabel('Department').fill('Engineering');
  await page.getByLabel('Start date').fill(startDate);
  await page.getByLabel('Location').selectOption('berlin');
  await page.getByLabel('Employment type').selectOption(employmentType);
  await page.getByLabel('Workplace').selectOption(remote);
  await page.getByLabel('Manager’s e-mail address').fill(GRACE);
  await page.getByLabel('Equipment').fill(equipment);
  await page.getByLabel('Trainings').fill(trainings);
}

/** Submits a request for Ada with this family name. The page of her onboarding is open afterwards. */
export async function submitRequestForm(
  page: Page,
  platform: Platform,
  family: string,
  values?: RequestFormValues,
): Promise<void> {
  await fillRequestForm(page, platform, family, values);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByText('Submitted. The approvers').waitFor();
}

/** Opens the manager's decision page through the link in the mail. */
export async function openDecisionPage(page: Page, { inboxUrl }: Platform, family: string): Promise<void> {
  await openMail(page, inboxUrl, GRACE, new RegExp(`Approval needed.*${family}`));
  await page.getByRole('link', { name: /\/decide\// }).click();
}

export async function approveByMail(page: Page, platform: Platform, family: string): Promise<void> {
  await openDecisionPage(page, platform, family);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
}
