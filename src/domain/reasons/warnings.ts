import type { ReasonKinds } from './param-kinds';

/** Statements of a preview about a request that is allowed but will probably go wrong. Messages: `locales/<locale>/warnings.json`. */
export const WARNINGS = {
  'readiness.late': { step: 'step', latest: 'instant' },
  'readiness.at-risk': { step: 'step', latest: 'instant' },
  'start-date.day-off': { date: 'date', next: 'date' },
  'manager.unknown': { email: 'text' },
  'manager.away': { name: 'text', from: 'date', to: 'date' },
  'manager.represented': { name: 'text', from: 'date', to: 'date', deputy: 'text' },
  'address.missing': {},
  /** Of a model: how many the request or file asks for, and how many nobody else will take before. */
  'stock.short': { model: 'text', needed: 'number', available: 'number' },
  'licence.short': { system: 'text', licence: 'text', needed: 'number', available: 'number' },
  'session.none': { course: 'text', from: 'date' },
  'seats.short': { course: 'text', needed: 'number', available: 'number' },
  'holder.open': { name: 'text', startDate: 'date', onboardingId: 'text' },
  'holder.same-address': { name: 'text', startDate: 'date', onboardingId: 'text' },
  'holder.same-name': { name: 'text', startDate: 'date', onboardingId: 'text' },
} as const satisfies ReasonKinds;
