import { FAILURES } from './failures';
import { FIELD_ERRORS } from './field-errors';
import { INCIDENTS } from './incidents';
import type { ParamKind } from './param-kinds';
import { PLAN_DETAILS } from './plan-details';
import { ASSIGNMENT_OBSTACLES, PROBLEM_DETAILS } from './problem-details';
import { MESSAGE_PROBLEMS, PLANNING_REJECTIONS, REJECTIONS } from './rejections';
import { SKIPS } from './skips';
import { TERMINATIONS } from './terminations';
import { TIMELINE_DETAILS } from './timeline-details';
import { WARNINGS } from './warnings';
import { WEBHOOK_ERRORS } from './webhooks';

/** Parameters of every reason, by the file of its message (`locales/<locale>/<file>.json`) and its code. */
export const CATALOGUES = {
  reasons: {
    ...REJECTIONS,
    ...PLANNING_REJECTIONS,
    ...MESSAGE_PROBLEMS,
    ...TIMELINE_DETAILS,
    ...TERMINATIONS,
    ...SKIPS,
    ...PLAN_DETAILS,
    ...FAILURES,
    ...INCIDENTS,
    ...WEBHOOK_ERRORS,
  },
  'field-errors': FIELD_ERRORS,
  'problem-details': { ...PROBLEM_DETAILS, ...ASSIGNMENT_OBSTACLES },
  warnings: WARNINGS,
} as const;

/** Parameters of every reason that the platform states, by code. No two catalogues have the same code. */
export const REASONS = {
  ...CATALOGUES.reasons,
  ...CATALOGUES['field-errors'],
  ...CATALOGUES['problem-details'],
  ...CATALOGUES.warnings,
} as const;

export type ReasonCode = keyof typeof REASONS;
export type FieldErrorCode = keyof typeof FIELD_ERRORS;

/** Returns the kinds of the parameters; undefined for a code that the catalogue does not have. */
export const findParamKinds = (code: string): Readonly<Record<string, ParamKind>> | undefined =>
  Object.hasOwn(REASONS, code) ? REASONS[code as ReasonCode] : undefined;
