import { findParamKinds } from '../domain/reasons/catalogue';
import { LIST_KINDS, type ParamKind } from '../domain/reasons/param-kinds';
import type { Reason, ReasonParam } from '../domain/reasons/reason';
import type { LocalizedText } from '../domain/text/localized-text';
import type { Locale } from './locales';
import { isTranslations, pickText } from './pick-text';
import { findMessage, type MessageValues } from './translate';
import { PARAM_WORDERS, type ReasonReader } from './word-param';

export type { ReasonReader } from './word-param';

/**
 * Words a reason for a reader, and never throws. A code or parameters that the catalogue does not have (of a foreign
 * activity, or of an older record) yield the parameter `message` if there is one, else the code.
 */
export function renderReason({ code, params }: Reason, reader: ReasonReader): string {
  const values = wordParams(findParamKinds(code), params, reader);
  const message = values && findReasonMessage(reader.locale, code, values);
  if (message !== undefined) return message;
  return isLocalizedText(params.message) ? pickText(params.message, reader.locale) : code;
}

const findReasonMessage = (locale: Locale, code: string, values: MessageValues): string | undefined =>
  findMessage(locale, `reasons.${code}`, values) ??
  findMessage(locale, `field-errors.${code}`, values) ??
  findMessage(locale, `problem-details.${code}`, values) ??
  findMessage(locale, `warnings.${code}`, values);

/** A list `x` also yields its length as `xCount`, for plural forms. Undefined if a parameter does not fit its kind. */
function wordParams(
  kinds: Readonly<Record<string, ParamKind>> | undefined,
  params: Reason['params'],
  reader: ReasonReader,
): MessageValues | undefined {
  if (kinds === undefined) return undefined;
  const values: Record<string, string | number> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const param = params[name];
    if (param === undefined || !isOfKind(param, kind)) return undefined;
    values[name] = wordParam(param, kind, reader);
    if (Array.isArray(param)) values[`${name}Count`] = param.length;
  }
  return values;
}

function wordParam(param: ReasonParam, kind: ParamKind, reader: ReasonReader): string | number {
  if (kind === 'reason') return renderReason(param as Reason, reader);
  const word = PARAM_WORDERS[kind] as (value: ReasonParam, reader: ReasonReader) => string | number;
  return word(param, reader);
}

function isOfKind(param: ReasonParam, kind: ParamKind): boolean {
  if (kind === 'number') return typeof param === 'number';
  if (kind === 'reason') return typeof param === 'object' && 'code' in param;
  if (kind === 'localized-text') return isLocalizedText(param);
  if (kind === 'instant' || kind === 'date') return typeof param === 'string' && !Number.isNaN(Date.parse(param));
  if (!LIST_KINDS.has(kind)) return typeof param === 'string';
  const itemType = kind === 'assignees' ? 'object' : 'string';
  return Array.isArray(param) && param.every((item) => typeof item === itemType);
}

const isLocalizedText = (param: ReasonParam | undefined): param is LocalizedText =>
  typeof param === 'string' || isTranslations(param);

/** Creates the reader of an onboarding's reasons, in the time zone of the new hire's location. */
export const createReasonReader = (
  { steps, timeZone }: { steps: readonly { id: string; title: LocalizedText }[]; timeZone: string },
  locale: Locale,
): ReasonReader => ({
  locale,
  timeZone,
  getStepTitle: (id) => pickText(steps.find((step) => step.id === id)?.title ?? id, locale),
});
