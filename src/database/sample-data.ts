import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { type CompanySettings, companySettingsSchema } from '../company/settings';
import type { Role } from '../domain/status';
import type { Database } from './client';
import { insertCompanyVersion, loadCompany } from './company';

/** In a checkout, and beside the build output. */
const SAMPLE_COMPANY_FILES = ['../..', '../../..'].map((root) => join(__dirname, root, 'examples/company.yaml'));
const SAMPLE_AUTHOR = 'sample';

export const SAMPLE_MODELS = [
  { model: 'laptop-14', title: 'Laptop, 14 inch', count: 14, priceCents: 129_900, tag: 'L14' },
  { model: 'laptop-16', title: 'Laptop, 16 inch, for development', count: 8, priceCents: 249_900, tag: 'L16' },
  { model: 'phone', title: 'Phone', count: 10, priceCents: 59_900, tag: 'PHO' },
  { model: 'monitor-27', title: 'Monitor, 27 inch', count: 8, priceCents: 34_900, tag: 'MON' },
];

/** One session a week in each office, or online for everyone near an office. `weekday` counts from Monday as 1. */
export const SAMPLE_COURSES = [
  { course: 'security-basics', title: 'Security basics', weekday: 2, hour: 10, hours: 2, capacity: 20 },
  { course: 'first-aid', title: 'First aid at work', weekday: 3, hour: 13, hours: 3, capacity: 12 },
  { course: 'tools-tour', title: 'Tour of our tools', weekday: 4, hour: 9, hours: 1, capacity: 20 },
  { course: 'tools-tour-online', title: 'Tour of our tools, online', weekday: 4, hour: 14, hours: 1, capacity: 200 },
  { course: 'forklift-sold-out', title: 'Forklift licence (no seat left)', weekday: 5, hour: 9, hours: 6, capacity: 0 },
];
const WEEKS = 26;

export const SAMPLE_PEOPLE: { email: string; name: string; roles: Role[]; manager?: string }[] = [
  { email: 'hanna@example.com', name: 'Hanna Reuter', roles: ['hr'], manager: 'carla@example.com' },
  { email: 'hugo@example.com', name: 'Hugo Brandt', roles: ['hr'], manager: 'hanna@example.com' },
  { email: 'ivo@example.com', name: 'Ivo Tamm', roles: ['it'], manager: 'carla@example.com' },
  { email: 'fiona@example.com', name: 'Fiona Walsh', roles: ['finance'], manager: 'carla@example.com' },
  { email: 'grace@example.com', name: 'Grace Murray', roles: ['manager'], manager: 'carla@example.com' },
  { email: 'miguel@example.com', name: 'Miguel Santos', roles: ['manager'], manager: 'carla@example.com' },
  { email: 'carla@example.com', name: 'Carla Nowak', roles: ['manager'] },
];

let sampleCompany: CompanySettings | undefined;

/** Reads the sample company once. */
export const loadSampleCompany = (): CompanySettings => (sampleCompany ??= readSampleCompany());

function readSampleCompany(): CompanySettings {
  const file = SAMPLE_COMPANY_FILES.find(existsSync);
  if (file === undefined) throw new Error('examples/company.yaml is missing.');
  return companySettingsSchema.parse(parse(readFileSync(file, 'utf8')));
}

/** Inserts the samples where no version of a company exists: the sample must not return once it was replaced or removed. */
export async function insertFirstSampleData(database: Database, now: Date): Promise<void> {
  if ((await loadCompany(database)).version === 0) await insertSampleData(database, now);
}

/**
 * Inserts a sample company, people, equipment and training sessions in the half year after `now`, each row marked as a sample.
 * Existing rows stay unchanged.
 */
export async function insertSampleData(database: Database, now: Date): Promise<void> {
  const company = loadSampleCompany();
  await database.transaction().execute(async (tx) => {
    await insertCompanyVersion(tx, { version: 1, settings: JSON.stringify(company), created_by: SAMPLE_AUTHOR });
    await tx
      .insertInto('people')
      .values(buildPersonRows())
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto('items')
      .values(buildItemRows())
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto('training_sessions')
      .values(buildSampleSessions(now, company))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

const buildPersonRows = () =>
  SAMPLE_PEOPLE.map(({ manager, ...person }) => ({ ...person, manager_email: manager ?? null, sample: true }));

const buildItemRows = () =>
  SAMPLE_MODELS.flatMap(({ model, title, count, priceCents, tag }) =>
    listIndexes(count).map((number) => ({
      tag: `${tag}-${String(number + 1).padStart(3, '0')}`,
      model,
      title,
      price_cents: priceCents,
      currency: 'EUR',
      state: 'free' as const,
      sample: true,
    })),
  );

/** Sessions of all offices in the half year after `now`. */
export const buildSampleSessions = (now: Date, { locations }: CompanySettings) =>
  Object.entries(locations).flatMap(([location, { timeZone }]) =>
    SAMPLE_COURSES.flatMap((course) => buildOfficeSessions(course, { location, timeZone }, now)),
  );

function buildOfficeSessions(
  { course, title, weekday, hour, hours, capacity }: (typeof SAMPLE_COURSES)[number],
  { location, timeZone }: { location: string; timeZone: string },
  now: Date,
) {
  const isOnline = course.endsWith('-online');
  const first = DateTime.fromJSDate(now, { zone: timeZone })
    .startOf('week')
    .plus({ weeks: 1, days: weekday - 1 });
  return listIndexes(WEEKS).map((week) => {
    const start = first.plus({ weeks: week }).set({ hour });
    return {
      id: `${course}-${location}-${String(start.toISODate())}`,
      course,
      title,
      starts_at: start.toJSDate(),
      ends_at: start.plus({ hours }).toJSDate(),
      time_zone: timeZone,
      place: isOnline ? 'online' : 'Training room, ground floor',
      location: isOnline ? null : location,
      capacity,
      sample: true,
    };
  });
}

const listIndexes = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
