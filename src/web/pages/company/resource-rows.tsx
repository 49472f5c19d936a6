import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { getFieldLabel } from '../../i18n/field-labels';
import { Field, type FormValues } from '../../ui/forms';
import { listRows, type ProfileDraft } from './profile-values';

export interface ResourceChoices {
  models: readonly { model: string; title: string }[];
  courses: readonly { course: string; title: string }[];
}

interface ResourceRowsProps {
  draft: Pick<ProfileDraft, 'equipment' | 'trainings'>;
  formValues: FormValues;
  choices: ResourceChoices;
  locale: Locale;
}

/** Rows for equipment and trainings, which suggest what there is. The inventory may get another model later. */
export function ResourceRows({ draft, formValues, choices, locale }: ResourceRowsProps) {
  const t = getTranslator(locale);
  const lists = [
    {
      name: 'equipment' as const,
      hint: t('company.equipmentHint'),
      suggestions: choices.models.map(({ model, title }) => ({ value: model, title })),
    },
    {
      name: 'trainings' as const,
      hint: t('company.trainingsHint'),
      suggestions: choices.courses.map(({ course, title }) => ({ value: course, title })),
    },
  ];
  return (
    <>
      {lists.map(({ name, hint, suggestions }) => (
        <fieldset key={name}>
          <legend class="heading">{getFieldLabel(locale, name)}</legend>
          <p>{hint}</p>
          <div class="columns">
            {listRows(name, draft[name]).map((row, index) => (
              <Field
                key={row}
                name={row}
                label={t('company.rowOf', { name: getFieldLabel(locale, name), number: index + 1 })}
                formValues={formValues}
                list={`${name}-codes`}
                maxLength={64}
              />
            ))}
          </div>
          <datalist id={`${name}-codes`}>
            {suggestions.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </datalist>
        </fieldset>
      ))}
    </>
  );
}
