import type { DayOne } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';

/** Resources that both sides request, the same for every hire. */
export const MODEL = 'bench-laptop';
export const COURSE = 'bench-course';
export const MANAGER = { name: 'Grace Murray', email: 'grace@example.com' };

const START = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);

export const DAY_ONE: DayOne = {
  date: START,
  timeZone: 'Europe/Berlin',
  startsAt: `${START}T08:00:00.000Z`,
  endsAt: `${START}T16:00:00.000Z`,
  location: 'Berlin',
};

/** `uniqueName` keeps hires apart: a person has at most one open onboarding. */
export const createBenchRequest = (uniqueName: string, plan: string): OnboardingRequest => ({
  plan,
  employee: { givenName: 'Bench', familyName: uniqueName, personalEmail: `${uniqueName}@example.org` },
  job: { title: 'Engineer', department: 'Engineering', location: 'berlin', employmentType: 'employee', remote: false },
  manager: MANAGER,
  startDate: START,
  equipment: [MODEL],
  trainings: [COURSE],
});
