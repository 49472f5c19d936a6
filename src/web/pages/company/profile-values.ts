import type { CompanySettings } from '../../../company/settings';
import type { AccountGrant } from '../../../domain/access';
import { EMPLOYMENT_TYPES } from '../../../domain/request';
import type { LocalizedText } from '../../../domain/text/localized-text';
import { type FormError, type FormValues, readTextFields, WHOLE_FORM_FIELD } from '../../ui/forms';
import { LOCALES } from '../../../i18n/locales';
import { readCheckedChoices } from '../admin/checkbox-group';
import { getLocalizedField, readLocalizedText } from './localized-fields';

/** Profile as typed, not validated yet. A valid one is one, too. */
export interface ProfileDraft {
  title?: LocalizedText;
  when: {
    department?: string[];
    location?: string[];
    employmentType?: string[];
    title?: string[];
    remote?: boolean[];
    plan?: string[];
  };
  isAddition: boolean;
  accounts: AccountGrant[];
  equipment: string[];
  trainings: string[];
}

export const NEW_PROFILE: ProfileDraft = { when: {}, isAddition: false, accounts: [], equipment: [], trainings: [] };

/** Names among which a profile chooses. */
export interface ProfileChoices {
  settings: Pick<CompanySettings, 'departments' | 'locations' | 'systems'>;
  plans: readonly { name: string; title: string }[];
}

/** Reads the form. The entries of a known profile keep their places, so that an unchanged form changes nothing. */
export function readProfile(form: unknown, { settings, plans }: ProfileChoices, known = NEW_PROFILE): ProfileDraft {
  const fields = readTextFields(form);
  const readChoices = (name: string, choices: readonly string[], earlier?: string[]): string[] | undefined =>
    toCondition(keepOrder(readCheckedChoices(form, name, choices), earlier));
  const { when } = known;
  return {
    title: readLocalizedText('title', fields),
    when: {
      department:
        settings.departments.length > 0
          ? readChoices('department', settings.departments, when.department)
          : toCondition(readLines(fields.department)),
      location: readChoices('location', Object.keys(settings.locations), when.location),
      employmentType: readChoices('employmentType', EMPLOYMENT_TYPES, when.employmentType),
      title: toCondition(readLines(fields.jobTitle)),
      remote: fields.remote ? [fields.remote === 'true'] : undefined,
      plan: readChoices(
        'plan',
        plans.map(({ name }) => name),
        when.plan,
      ),
    },
    isAddition: fields.isAddition === 'yes',
    accounts: readAccounts(form, Object.keys(settings.systems), known),
    equipment: readRows('equipment', fields),
    trainings: readRows('trainings', fields),
  };
}

function readAccounts(form: unknown, systems: readonly string[], known: ProfileDraft): AccountGrant[] {
  const fields = readTextFields(form);
  const earlier = known.accounts.map(({ system }) => system);
  return keepOrder(readCheckedChoices(form, 'account', systems), earlier).map((system) => {
    const licence = fields[`licence.${system}`]?.trim();
    return { system, groups: readList(fields[`groups.${system}`]), ...(licence && { licence }) };
  });
}

/** An empty list would be a condition that is never met. */
const toCondition = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);

/** Puts the earlier choices first, in its order and spelling. */
function keepOrder(chosen: readonly string[], earlier: readonly string[] = []): string[] {
  const isAmong = (value: string, values: readonly string[]) =>
    values.some((one) => one.toLowerCase() === value.toLowerCase());
  return [...earlier.filter((value) => isAmong(value, chosen)), ...chosen.filter((value) => !isAmong(value, earlier))];
}

const readLines = (text = ''): string[] => splitText(text, /\r?\n/);
const readList = (text = ''): string[] => splitText(text, ',');

const splitText = (text: string, separator: string | RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const EMPTY_ROWS = 2;
const MAX_ROWS = 40;

/** Reads the rows `equipment.0`, `equipment.1` and so on, without the empty ones. */
const readRows = (name: string, fields: FormValues['values']): string[] =>
  Array.from({ length: MAX_ROWS }, (_, index) => fields[`${name}.${String(index)}`]?.trim() ?? '').filter(
    (text) => text !== '',
  );

/** Returns the names of the rows for these values and some empty ones. */
export const listRows = (name: string, values: readonly string[]): string[] =>
  Array.from({ length: Math.min(values.length + EMPTY_ROWS, MAX_ROWS) }, (_, index) => `${name}.${String(index)}`);

/** Maps errors of a profile to the fields of the form. Accounts and conditions as a whole have none. */
export const toProfileFieldErrors = (errors: readonly FormError[]): FormError[] =>
  errors.map((error) => ({ ...error, field: toField(error.field) }));

function toField(field: string): string {
  const [name = '', member = ''] = field.split('.');
  if (name === 'title') return getLocalizedField('title', LOCALES[0]);
  if (name === 'accounts' || field === 'when') return WHOLE_FORM_FIELD;
  if (name !== 'when') return field;
  return member === 'title' ? 'jobTitle' : member;
}
