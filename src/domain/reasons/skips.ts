import type { ReasonKinds } from './param-kinds';

/** Reasons of skipped steps, and the conditions of plans. */
export const SKIPS = {
  'skipped.condition': { condition: 'reason' },
  'skipped.branch-only': { sources: 'steps' },
  'skipped.not-needed': {},
  'skipped.not-reached': {},
  'condition.equipment-costs-more-than': { amount: 'number' },
  'condition.works-remotely': {},
  'condition.no-elements': {},
  'condition.has-accounts': {},
  'condition.asks-beyond-profile': {},
  'condition.works-in-office': {},
  'condition.employed-as': { types: 'employment-types' },
  'condition.contract-longer-than': { months: 'number' },
} as const satisfies ReasonKinds;
