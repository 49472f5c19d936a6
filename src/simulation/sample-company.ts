import {
  buildSampleSessions,
  loadSampleCompany,
  SAMPLE_COURSES,
  SAMPLE_MODELS,
  SAMPLE_PEOPLE,
} from '../database/sample-data';
import { computeFreeLicences } from '../company/free-licences';
import type { Company, CompanySettings } from '../company/settings';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';
import type { PlanningFacts } from '../planning/planning-facts';
import type { WarningFacts } from '../planning/warnings/warning-facts';

const CURRENCY = 'EUR';
/** The settings have no version outside of a database. */
const VERSION = 0;
const SAMPLE: Company = { version: VERSION, ...loadSampleCompany() };

/** Planning facts of the sample company, without absences. Its settings can be replaced by others. */
export const createPlanningFacts = (settings?: CompanySettings): Omit<PlanningFacts, 'now'> => ({
  company: settings ? { version: VERSION, ...settings } : SAMPLE,
  submittedBy: findSubmitter(),
  people: SAMPLE_PEOPLE.map(({ manager: managerEmail, ...person }) => ({ ...person, managerEmail })),
  prices: Object.fromEntries(
    SAMPLE_MODELS.map(({ model, title, priceCents }) => [
      model,
      { title, prices: [{ priceCents, currency: CURRENCY }] },
    ]),
  ),
  trainings: SAMPLE_COURSES.map(({ course }) => course),
  absences: [],
});

/** Nobody else is onboarding, and all of the sample stock and seats is left. */
export const createWarningFacts = ({ now, company, people }: PlanningFacts): WarningFacts => ({
  now,
  company,
  people,
  absences: [],
  stock: new Map(SAMPLE_MODELS.map(({ model, count }) => [model, count])),
  licences: computeFreeLicences(company, new Map()),
  sessions: buildSampleSessions(new Date(now), company).map((session) => ({
    id: session.id,
    course: session.course,
    startsAt: session.starts_at.toISOString(),
    endsAt: session.ends_at.toISOString(),
    location: session.location ?? undefined,
    free: session.capacity,
  })),
  openOnboardings: [],
  similarHolders: [],
});

/** Returns no roles for a person outside the sample company. */
export const findRoles = (email: string): Role[] => SAMPLE_PEOPLE.find((person) => person.email === email)?.roles ?? [];

function findSubmitter(): Person {
  const hr = SAMPLE_PEOPLE.find(({ roles }) => roles.includes('hr'));
  if (hr === undefined) throw new Error('The sample company has nobody in HR.');
  return { name: hr.name, email: hr.email };
}
