import { FAILURES } from './failures';
import { INCIDENTS } from './incidents';
import type { ParamKind } from './param-kinds';
import { MESSAGE_PROBLEMS, PLANNING_REJECTIONS, REJECTIONS } from './rejections';
import { SKIPS } from './skips';
import { TERMINATIONS } from './terminations';
import { TIMELINE_DETAILS } from './timeline-details';
import { WEBHOOK_ERRORS } from './webhooks';

/** Parameters of every reason that the platform states, by code. */
export const REASONS = {
  ...REJECTIONS,
  ...PLANNING_REJECTIONS,
  ...MESSAGE_PROBLEMS,
  ...TIMELINE_DETAILS,
  ...TERMINATIONS,
  ...SKIPS,
  ...FAILURES,
  ...INCIDENTS,
  ...WEBHOOK_ERRORS,
} as const;

export type ReasonCode = keyof typeof REASONS;

/** Returns the kinds of the parameters; undefined for a code that the catalogue does not have. */
export const findParamKinds = (code: string): Readonly<Record<string, ParamKind>> | undefined =>
  Object.hasOwn(REASONS, code) ? REASONS[code as ReasonCode] : undefined;
