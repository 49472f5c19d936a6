import type { AccountGrant } from '../../../domain/access';
import type { LocalizedText } from '../../../domain/text/localized-text';
import { type FormError, type FormValues, readTextFields, WHOLE_FORM_FIELD } from '../../ui/forms';
import { LOCALES } from '../../../i18n/locales';
import { readCheckedChoices } from '../admin/checkbox-group';
import { type ConditionDraft, type ProfileChoices, readConditions } from './condition-values';
import { getLocalizedField, readLocalizedText } from './localized-fields';
import { keepOrder, readList } from './text-lists';

/** Profile as typed, not validated yet. A valid one is one, too. */
export interface ProfileDraft {
  title?: LocalizedText;
  when: ConditionDraft;
  isAddition: boolean;
  accounts: AccountGrant[];
  equipment: string[];
  trainings: string[];
}

export const NEW_PROFILE: ProfileDraft = { when: {}, isAddition: false, accounts: [], equipment: [], trainings: [] };

/** Reads the form. The entries of a known profile keep their places, so that an unchanged form changes nothing. */
export function readProfile(form: unknown, choices: ProfileChoices, known = NEW_PROFILE): ProfileDraft {
  const fields = readTextFields(form);
  return {
    title: readLocalizedText('title', fields),
    when: readConditions(form, choices, known.when),
    isAddition: fields.isAddition === 'yes',
    accounts: readAccounts(form, Object.keys(choices.settings.systems), known),
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
  return name === 'when' ? `when.${member}` : field;
}
