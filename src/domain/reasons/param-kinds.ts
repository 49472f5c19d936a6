import type { AssigneeParty } from '../plan/assignee-party';
import type { FailureAction, NotificationKind, StepOutcomeKind } from '../onboarding/kinds';
import type { OnboardingStatus, Role, StepStatus } from '../status';
import type { LocalizedText } from '../text/localized-text';

/** Type of a parameter by its kind. The kind also decides its words: an instant becomes a local time, a step its title. */
export interface ParamTypes {
  text: string;
  'localized-text': LocalizedText;
  number: number;
  /** RFC 3339. */
  instant: string;
  /** YYYY-MM-DD. */
  date: string;
  /** Step id. */
  step: string;
  steps: readonly string[];
  'step-status': StepStatus;
  'step-outcome': StepOutcomeKind;
  'onboarding-status': OnboardingStatus;
  resolution: FailureAction;
  resolutions: readonly FailureAction[];
  notification: NotificationKind;
  'employment-types': readonly string[];
  roles: readonly Role[];
  /** Dotted paths in a request, or names of form fields. */
  fields: readonly string[];
  /** Names, as written. */
  names: readonly string[];
  /** Equipment models, an entry per item. */
  items: readonly string[];
  /** Alternatives, as written. */
  choices: readonly string[];
  /** Code of a problem (`src/lib/errors.ts`). */
  problem: string;
  /** Every party must answer. */
  assignees: readonly AssigneeParty[];
  reason: Reason;
}

export type ParamKind = keyof ParamTypes;

/** Kinds whose parameters are lists. */
export const LIST_KINDS: ReadonlySet<ParamKind> = new Set<ParamKind>([
  'steps',
  'resolutions',
  'employment-types',
  'roles',
  'fields',
  'names',
  'items',
  'choices',
  'assignees',
]);

export type ReasonParam = LocalizedText | number | boolean | readonly string[] | readonly AssigneeParty[] | Reason;

export type ReasonParams = Readonly<Record<string, ReasonParam>>;

/** Statement of the platform without words: plain JSON, recorded in histories and in the database. */
export interface Reason {
  code: string;
  params: ReasonParams;
}

/** Kinds of the parameters by code. */
export type ReasonKinds = Readonly<Record<string, Readonly<Record<string, ParamKind>>>>;
