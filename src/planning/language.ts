import type { OnboardingRequest, Person } from '../contract/request';
import type { Role } from '../contract/status';

/** A moment relative to the start date. Becomes an instant when the plan is resolved. */
export type Moment =
  { kind: 'businessDays'; count: number } | { kind: 'days'; count: number } | { kind: 'dayOne'; at: string };

/** Business days before (negative) or after the start date, at the start of that working day. */
export const businessDays = (count: number): Moment => ({ kind: 'businessDays', count });
/** Calendar days before or after the start date, at the start of the working day. */
export const days = (count: number): Moment => ({ kind: 'days', count });
/** A wall-clock time, `HH:mm`, on the start date. */
export const dayOneAt = (at: string): Moment => ({ kind: 'dayOne', at });

/** A request with what planning worked out about it: what conditions and settings are decided by. */
export interface Case {
  request: OnboardingRequest;
  equipmentCostCents: number;
}

/** Decides whether a step belongs to an onboarding; the label is shown where it does not. */
export interface Condition {
  label: string;
  holds(onboarding: Case): boolean;
}

/** Steps that must be settled first: their ids, or all approvals of the plan. */
export type After = readonly string[] | typeof approvals;
export const approvals = 'approvals';

interface StepOptions {
  after?: After;
  when?: Condition;
  title?: string;
}

export interface ActivityOptions extends StepOptions {
  /** Not before this moment. */
  start?: Moment;
  /** Ready for the first day means done by this moment; default: the start of day one. */
  due?: Moment;
  /** What the activity needs to be told for this onboarding; checked against the activity's own schema. */
  settings?: (onboarding: Case) => unknown;
}

export interface ApprovalOptions extends StepOptions {
  /** The hire's manager, everyone with a role, or a person by name. */
  from: 'manager' | Exclude<Role, 'manager'> | Person;
}

export type StepDefinition =
  ({ kind: 'activity'; activity: string } & ActivityOptions) | ({ kind: 'approval' } & ApprovalOptions);

/** An automated step: what the activity of that name in the registry does. */
export const activity = (name: string, options: ActivityOptions = {}): StepDefinition => ({
  kind: 'activity',
  activity: name,
  ...options,
});

/** A step in which a person decides. */
export const approval = (options: ApprovalOptions): StepDefinition => ({ kind: 'approval', ...options });

export interface PlanDefinition {
  name: string;
  title: string;
  /** Requests that get this plan when they name none. */
  suits?: Condition;
  steps: Readonly<Record<string, StepDefinition>>;
}

/** Equipment of the request costs more than so much, in the company's currency. */
export const equipmentCostsMoreThan = (amount: number): Condition => ({
  label: `equipment costs more than ${String(amount)}`,
  holds: ({ equipmentCostCents }) => equipmentCostCents > amount * 100,
});

/** Whoever works remotely gets what others collect in the office. @public */
export const worksRemotely: Condition = { label: 'works remotely', holds: ({ request }) => request.job.remote };

/** Whoever comes to the office needs what is there. @public */
export const worksInTheOffice: Condition = {
  label: 'works in the office',
  holds: ({ request }) => !request.job.remote,
};

/** The request is for one of these kinds of employment. */
export const employedAs = (...types: OnboardingRequest['job']['employmentType'][]): Condition => ({
  label: `employed as ${types.join(' or ')}`,
  holds: ({ request }) => types.includes(request.job.employmentType),
});

/** Picks by the request's department, whatever its case; `otherwise` where none matches. */
export const byDepartment =
  <Value>(choices: Readonly<Record<string, Value>>, otherwise: Value) =>
  ({ request }: Case): Value =>
    choices[request.job.department.toLowerCase()] ?? otherwise;
