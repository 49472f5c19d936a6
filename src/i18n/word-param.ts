import type { AssigneeParty } from '../domain/plan/assignee-party';
import type { ParamKind, ParamTypes } from '../domain/reasons/param-kinds';
import { getFormatters } from './formatters';
import type { Locale } from './locales';
import { pickText } from './pick-text';
import { findMessage, translate } from './translate';

/** Language, clock and step titles of a reader. */
export interface ReasonReader {
  locale: Locale;
  timeZone: string;
  getStepTitle: (id: string) => string;
}

type Worder<Value> = (value: Value, reader: ReasonReader) => string | number;

/**
 * Words each parameter by its kind; a nested reason is worded by `renderReason`. A value without a message, of an older
 * record or of a plan's own form, stays as it is.
 */
export const PARAM_WORDERS: { [Kind in Exclude<ParamKind, 'reason'>]: Worder<ParamTypes[Kind]> } = {
  text: (value) => value,
  'localized-text': (text, { locale }) => pickText(text, locale),
  number: (value) => value,
  instant: (value, { locale, timeZone }) => getFormatters(locale).formatInstant(value, timeZone),
  date: (value, { locale }) => getFormatters(locale).formatDate(value),
  step: (id, { getStepTitle }) => getStepTitle(id),
  steps: (ids, { locale, getStepTitle }) => joinWords(ids.map(getStepTitle), locale),
  names: (names, { locale }) => joinWords(names, locale),
  items: (models, { locale }) => joinWords(countItems(models, locale), locale),
  choices: (values, { locale }) => joinWords(values, locale, 'disjunction'),
  problem: (code, { locale }) => findMessage(locale, `problems.${code}`) ?? code,
  assignees: (parties, { locale }) => formatAssigneeParties(parties, locale),
  fields: (fields, { locale }) =>
    joinWords(
      fields.map((field) => findMessage(locale, `fields.${field}`) ?? field),
      locale,
    ),
  'step-status': (status, { locale }) => findMessage(locale, `status.step.${status}`) ?? status,
  'step-outcome': (outcome, { locale }) => findMessage(locale, `status.outcome.${outcome}`) ?? outcome,
  'onboarding-status': (status, { locale }) => findMessage(locale, `status.onboarding.${status}`) ?? status,
  resolution: (action, { locale }) => formatResolution(action, locale),
  resolutions: (actions, { locale }) =>
    joinWords(
      actions.map((action) => formatResolution(action, locale)),
      locale,
    ),
  notification: (kind, { locale }) => findMessage(locale, `timeline.${kind}`) ?? kind,
  roles: (roles, { locale }) =>
    joinWords(
      roles.map((role) => findMessage(locale, `status.role.${role}`) ?? role),
      locale,
    ),
  'employment-types': (types, { locale }) =>
    joinWords(
      types.map((type) => findMessage(locale, `new-onboarding.employmentTypes.${type}`) ?? type),
      locale,
      'disjunction',
    ),
};

const countItems = (models: readonly string[], locale: Locale): string[] =>
  [...new Set(models)].map((item) => {
    const count = models.filter((model) => model === item).length;
    return translate(locale, 'inventory.counted', { count, item });
  });

const joinWords = (words: readonly string[], locale: Locale, type: 'conjunction' | 'disjunction' = 'conjunction') =>
  getFormatters(locale).formatList(words, type);

const formatResolution = (action: ParamTypes['resolution'], locale: Locale): string =>
  findMessage(locale, `status.resolution.${action}`) ?? action;

/** Joins the alternatives of each party by “or”, and the parties by “and”. */
export function formatAssigneeParties(parties: readonly AssigneeParty[], locale: Locale): string {
  const words = parties.map(({ people, relations, roles }) => {
    const relationNames = relations.map((relation) => findMessage(locale, `status.relation.${relation}`) ?? relation);
    const roleNames = roles.map((role) => findMessage(locale, `status.role.${role}`) ?? role);
    return joinWords([...people, ...relationNames, ...roleNames], locale, 'disjunction');
  });
  return joinWords(words, locale);
}
