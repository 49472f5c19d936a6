import type { CompanySystem } from '../../../company/access-schema';
import { LOCALES } from '../../../i18n/locales';
import type { FormError, FormValues } from '../../ui/forms';
import { getLocalizedField, readLocalizedText, toLocalizedFields } from './localized-fields';

type Values = FormValues['values'];

/** Roles that can own a system. */
export const OWNER_ROLES = ['it', 'hr', 'finance', 'admin'] as const;
/** Choice of an owner by address. */
export const PERSON = 'person';
const MAX_ROWS = 100;
const ROWS_ADDED = 3;

const isOwnerRole = (owner: string): boolean => (OWNER_ROLES as readonly string[]).includes(owner);

/** Values of the form of a system, with an empty row for a further licence. */
export function toSystemValues({ title, owner, licences }: CompanySystem): Values {
  const rows = Object.entries(licences).map(([code, licence], index) =>
    toRowValues(`licences.${String(index)}`, code, licence),
  );
  return {
    ...toLocalizedFields('title', title),
    owner: isOwnerRole(owner) ? owner : PERSON,
    ownerEmail: isOwnerRole(owner) ? undefined : owner,
    ...Object.fromEntries(rows.flatMap((row) => Object.entries(row))),
    rows: String(rows.length + 1),
  };
}

const toRowValues = (row: string, code: string, { title, seats }: CompanySystem['licences'][string]): Values => ({
  [`${row}.code`]: code,
  ...toLocalizedFields(`${row}.title`, title),
  [`${row}.seats`]: String(seats),
});

export const NEW_SYSTEM_VALUES: Values = { owner: 'it', rows: '1' };

export const listLicenceRows = ({ rows = '1' }: Values): string[] =>
  Array.from({ length: Math.min(Number(rows) || 1, MAX_ROWS) }, (_, index) => `licences.${String(index)}`);

export const addLicenceRows = (values: Values): Values => ({
  ...values,
  rows: String(listLicenceRows(values).length + ROWS_ADDED),
});

/** Builds an unvalidated system from the form. A licence without any text is left out. */
export function buildSystem(values: Values): object {
  const getText = (name: string): string | undefined => values[name]?.trim() || undefined;
  const licences = listLicenceRows(values)
    .map((row) => ({ row, title: readLocalizedText(`${row}.title`, values), seats: getText(`${row}.seats`) }))
    .filter(
      ({ row, title, seats }) => title !== undefined || seats !== undefined || getText(`${row}.code`) !== undefined,
    )
    .map(({ row, title, seats }) => [getText(`${row}.code`) ?? '', { title, seats: toNumber(seats) }]);
  return {
    title: readLocalizedText('title', values),
    owner: values.owner === PERSON ? (getText('ownerEmail') ?? '') : getText('owner'),
    licences: Object.fromEntries(licences) as object,
  };
}

/** A text that is no number is returned as it is, for the API to reject. */
const toNumber = (text: string | undefined): unknown =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : text;

/** Fields of the codes that an earlier row has as well. */
export const listRepeatedCodes = (values: Values): string[] =>
  listLicenceRows(values)
    .map((row) => ({ field: `${row}.code`, code: values[`${row}.code`]?.trim() ?? '' }))
    .filter(({ code }, index, rows) => code !== '' && rows.slice(0, index).some((row) => row.code === code))
    .map(({ field }) => field);

/** Maps errors of a system to the fields of the form: `licences.basic.seats` belongs to the row of `basic`. */
export const toSystemFieldErrors = (errors: readonly FormError[], values: Values): FormError[] =>
  errors.map((error) => ({ ...error, field: toField(error.field, values) }));

function toField(field: string, values: Values): string {
  if (field === 'title') return getLocalizedField('title', LOCALES[0]);
  if (field === 'owner' && values.owner === PERSON) return 'ownerEmail';
  const row = listLicenceRows(values).find((name) => {
    const path = `licences.${values[`${name}.code`]?.trim() ?? ''}`;
    return field === path || field.startsWith(`${path}.`);
  });
  if (row === undefined || !field.startsWith('licences.')) return field;
  const member = field.slice(`licences.${values[`${row}.code`]?.trim() ?? ''}`.length + 1);
  if (member === 'title') return getLocalizedField(`${row}.title`, LOCALES[0]);
  return `${row}.${member || 'code'}`;
}
