import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { CompanySettingsInput } from '../../src/company/settings';
import type { OnboardingRequest } from '../../src/domain/request';

const moveDate = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? '';

/** A company with three offices, two systems and five profiles. Two offices are closed in the weeks before `startDate`. */
export const buildThreeOffices = (startDate: string) =>
  ({
    name: 'Meridian',
    currency: 'CHF',
    exchangeRates: { EUR: 0.95 },
    supportContact: 'people@meridian.example',
    departments: ['Engineering', 'Sales', 'Support', 'Legal'],
    locations: {
      zurich: {
        title: { en: 'Zurich', de: 'Zürich' },
        timeZone: 'Europe/Zurich',
        country: 'CH',
        state: 'ZH',
        startTime: '08:00',
        daysOff: [
          { from: moveDate(startDate, -14), to: moveDate(startDate, -10), title: 'Works holidays' },
          { from: moveDate(startDate, -3) },
        ],
      },
      lisbon: {
        title: { en: 'Lisbon', de: 'Lissabon' },
        timeZone: 'Europe/Lisbon',
        country: 'PT',
        startTime: '09:30',
        endTime: '18:00',
        daysOff: [{ from: moveDate(startDate, -5), title: 'Foundation day' }],
        address: 'Rua Augusta 1',
      },
      'tel-aviv': { title: 'Tel Aviv', timeZone: 'Asia/Jerusalem', country: 'IL', workingDays: [1, 2, 3, 4, 7] },
    },
    systems: {
      mail: {
        title: { en: 'Mail', de: 'Post' },
        owner: 'it',
        licences: { basic: { title: 'Basic', seats: 40 }, full: { title: { en: 'Full', de: 'Voll' }, seats: 15 } },
      },
      repository: {
        title: 'Repository',
        owner: 'grace@example.com',
        licences: { developer: { title: 'Developer', seats: 12 } },
      },
    },
    profiles: {
      everyone: {
        title: { en: 'Everyone', de: 'Alle' },
        accounts: [{ system: 'mail', groups: ['all'], licence: 'basic' }],
        trainings: ['security-basics'],
      },
      engineers: {
        title: 'Engineers',
        when: { department: ['Engineering'] },
        accounts: [
          { system: 'mail', groups: ['all', 'engineering'], licence: 'full' },
          { system: 'repository', groups: ['backend'], licence: 'developer' },
        ],
        equipment: ['laptop-16', 'monitor-27', 'monitor-27'],
        trainings: ['security-basics'],
      },
      'lisbon-sales': {
        title: 'Sales in Lisbon',
        when: { department: ['Sales'], location: ['lisbon'] },
        accounts: [{ system: 'mail', groups: ['all', 'sales-lisbon'], licence: 'full' }],
        equipment: ['laptop-14', 'phone'],
      },
      interns: {
        title: { en: 'Interns', de: 'Praktikum' },
        isAddition: true,
        when: { employmentType: ['intern'] },
        trainings: ['first-aid'],
      },
      remote: {
        title: 'Remote',
        isAddition: true,
        when: { remote: [true] },
        accounts: [{ system: 'mail', groups: ['remote'] }],
        equipment: ['phone'],
      },
    },
  }) satisfies CompanySettingsInput;

interface Hire {
  job: Omit<OnboardingRequest['job'], 'title'>;
  /** As an approver reads them. */
  accounts: string;
  equipment: string[];
  trainings: string[];
}

const INTERN = { employmentType: 'intern', remote: false } as const;
const EMPLOYEE = { employmentType: 'employee', remote: false } as const;

/** One new hire for each profile, with the access that the profiles give. */
export const HIRES = {
  everyone: {
    job: { ...EMPLOYEE, department: 'Legal', location: 'zurich' },
    ...{ accounts: 'Mail (all, Basic)', equipment: [], trainings: ['security-basics'] },
  },
  engineers: {
    job: { ...EMPLOYEE, department: 'Engineering', location: 'zurich' },
    accounts: 'Mail (all, engineering, Full) and Repository (backend, Developer)',
    ...{ equipment: ['laptop-16', 'monitor-27', 'monitor-27'], trainings: ['security-basics'] },
  },
  'lisbon-sales': {
    job: { ...EMPLOYEE, department: 'Sales', location: 'lisbon' },
    ...{ accounts: 'Mail (all, sales-lisbon, Full)', equipment: ['laptop-14', 'phone'], trainings: [] },
  },
  interns: {
    job: { ...INTERN, department: 'Support', location: 'tel-aviv' },
    ...{ accounts: 'Mail (all, Basic)', equipment: [], trainings: ['security-basics', 'first-aid'] },
  },
  remote: {
    job: { ...EMPLOYEE, remote: true, department: 'Engineering', location: 'lisbon' },
    accounts: 'Mail (all, engineering, remote, Full) and Repository (backend, Developer)',
    ...{ equipment: ['laptop-16', 'monitor-27', 'monitor-27', 'phone'], trainings: ['security-basics'] },
  },
} satisfies Record<string, Hire>;

type Office = ReturnType<typeof buildThreeOffices>['locations'][keyof ReturnType<
  typeof buildThreeOffices
>['locations']];

/** Counts back working days one by one, as a person with a calendar does. */
export function countBack(office: Office, startDate: string, days: number): string {
  const holidays = 'state' in office ? new Holidays(office.country, office.state) : new Holidays(office.country);
  const { workingDays = [1, 2, 3, 4, 5], daysOff = [] } = office as {
    workingDays?: number[];
    daysOff?: { from: string; to?: string }[];
  };
  let date = startDate;
  for (let left = days; left > 0;) {
    date = moveDate(date, -1);
    const day = DateTime.fromISO(date, { zone: office.timeZone });
    const isClosed = daysOff.some(({ from, to = from }) => from <= date && date <= to);
    const isHoliday = [holidays.isHoliday(day.set({ hour: 12 }).toJSDate()) || []]
      .flat()
      .some(({ type }) => type === 'public' || type === 'bank');
    if (workingDays.includes(day.weekday) && !isClosed && !isHoliday) left -= 1;
  }
  return date;
}
