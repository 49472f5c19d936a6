import { COURSES, MODELS, PEOPLE } from '../database/samples';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';
import type { PlanningFacts } from '../planning/planner';

const CURRENCY = 'EUR';

/** The sample company, as planning needs to know it; nobody is away. */
export const companyFacts = (): Omit<PlanningFacts, 'now'> => ({
  submittedBy: submitter(),
  people: PEOPLE.map(({ manager: managerEmail, ...person }) => ({ ...person, managerEmail })),
  prices: Object.fromEntries(
    MODELS.map(({ model, title, priceCents }) => [model, { title, priceCents, currency: CURRENCY }]),
  ),
  trainings: COURSES.map(({ course }) => course),
  absences: [],
});

/** Roles of somebody of the sample company; none of anybody else. */
export const rolesOf = (email: string): Role[] => PEOPLE.find((person) => person.email === email)?.roles ?? [];

function submitter(): Person {
  const hr = PEOPLE.find(({ roles }) => roles.includes('hr'));
  if (hr === undefined) throw new Error('The sample company has nobody in HR.');
  return { name: hr.name, email: hr.email };
}
