import type { AccessConditions } from '../../../company/access-schema';
import type { CompanySettings } from '../../../company/settings';
import { EMPLOYMENT_TYPES } from '../../../domain/request';
import { type FormValues, readTextFields } from '../../ui/forms';
import { readLines } from '../../ui/read-lines';
import { readCheckedChoices } from '../admin/checkbox-group';
import { keepOrder } from './text-lists';

type ConditionField = keyof AccessConditions;

/** Conditions as typed, not validated yet. */
export type ConditionDraft = {
  [Field in ConditionField]?: Field extends AnswerCondition ? boolean[] : string[];
};

/** Names among which a profile chooses. */
export interface ProfileChoices {
  settings: Pick<CompanySettings, 'departments' | 'locations' | 'systems'>;
  plans: readonly { name: string; title: string }[];
}

/** Conditions with one value per line. Departments are typed where the settings list none. */
const TEXT_CONDITIONS = ['department', 'title', 'manager', 'equipment', 'trainings'] as const;
export type TextCondition = (typeof TEXT_CONDITIONS)[number];

/** Conditions with two possible values. */
const ANSWER_CONDITIONS = ['remote', 'hasEndDate'] as const;
export type AnswerCondition = (typeof ANSWER_CONDITIONS)[number];

/** Name of the form field, and path of the condition in a profile. */
export const getConditionFieldName = (field: ConditionField): string => `when.${field}`;

export const CONDITION_FIELD_NAMES = (
  ['location', 'employmentType', 'plan', ...ANSWER_CONDITIONS, ...TEXT_CONDITIONS] as const
).map(getConditionFieldName);

/** Values of the text fields and selects. */
export const toConditionValues = (when: ConditionDraft): FormValues['values'] =>
  Object.fromEntries(
    [...TEXT_CONDITIONS, ...ANSWER_CONDITIONS].map((field) => [getConditionFieldName(field), when[field]?.join('\n')]),
  );

/** Reads the conditions. Those of a known profile keep their order and spelling. */
export function readConditions(
  form: unknown,
  { settings, plans }: ProfileChoices,
  known: ConditionDraft,
): ConditionDraft {
  const fields = readTextFields(form);
  const readText = (field: ConditionField) => toCondition(readLines(fields[getConditionFieldName(field)]));
  const readChoices = (field: 'department' | 'location' | 'employmentType' | 'plan', choices: readonly string[]) =>
    toCondition(keepOrder(readCheckedChoices(form, getConditionFieldName(field), choices), known[field]));
  const readAnswer = (field: ConditionField): boolean[] | undefined => {
    const answer = fields[getConditionFieldName(field)];
    return answer ? [answer === 'true'] : undefined;
  };
  const { departments, locations } = settings;
  return {
    department: departments.length > 0 ? readChoices('department', departments) : readText('department'),
    location: readChoices('location', Object.keys(locations)),
    employmentType: readChoices('employmentType', EMPLOYMENT_TYPES),
    title: readText('title'),
    remote: readAnswer('remote'),
    hasEndDate: readAnswer('hasEndDate'),
    manager: readText('manager'),
    plan: readChoices(
      'plan',
      plans.map(({ name }) => name),
    ),
    equipment: readText('equipment'),
    trainings: readText('trainings'),
  };
}

/** An empty list would be a condition that is never met. */
const toCondition = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);
