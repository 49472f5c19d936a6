import type { OnboardingRequest, Person } from '../domain/request';
import type { AccessConditions } from './access-schema';

/** Fields of a request on which access depends. */
export interface ConditionFacts extends Pick<OnboardingRequest, 'job' | 'plan' | 'equipment' | 'trainings'> {
  /** Unset for a job without a request. */
  manager?: Pick<Person, 'email'>;
}

type ConditionField = keyof AccessConditions;

const readers: Record<ConditionField, (facts: ConditionFacts) => readonly unknown[]> = {
  department: ({ job }) => [job.department],
  location: ({ job }) => [job.location],
  employmentType: ({ job }) => [job.employmentType],
  title: ({ job }) => [job.title],
  remote: ({ job }) => [job.remote],
  plan: ({ plan }) => [plan],
  manager: ({ manager }) => [manager?.email],
  hasEndDate: ({ job }) => [job.endDate !== undefined],
  equipment: ({ equipment = [] }) => equipment,
  trainings: ({ trainings = [] }) => trainings,
};

/** Fields of which one request has several values. */
const LIST_FIELDS: readonly ConditionField[] = ['equipment', 'trainings'];

export const meetsConditions = (facts: ConditionFacts, when: AccessConditions): boolean =>
  listConditions(when).every(([field, values]) => haveCommonValue(values, readers[field](facts)));

/** True if one request can meet both, and neither has more conditions. */
export const areAmbiguous = (a: AccessConditions, b: AccessConditions): boolean =>
  countConditions(a) === countConditions(b) &&
  listConditions(a).every(([field, values]) => {
    const others = b[field];
    return others === undefined || LIST_FIELDS.includes(field) || haveCommonValue(values, others);
  });

export const countConditions = (when: AccessConditions): number => listConditions(when).length;

const listConditions = (when: AccessConditions) =>
  (Object.entries(when) as [ConditionField, readonly unknown[] | undefined][]).flatMap(([field, values]) =>
    values === undefined ? [] : [[field, values] as const],
  );

const haveCommonValue = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.some((value) => b.some((other) => fold(value) === fold(other)));

/** Names are compared without regard to case. */
export const fold = (value: unknown): string => String(value).toLowerCase();
