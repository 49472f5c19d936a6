import { formatEmployeeName } from '../../../domain/employee-name';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { getFieldLabel } from '../../i18n/field-labels';
import type { AccessSystem } from '../../ui/access-choices';
import { AccessFields } from '../../ui/access-fields';
import { DepartmentField } from '../../ui/department-field';
import { Field, FormErrorSummary, Select, TextArea } from '../../ui/forms';
import { type ChangeFormProps, getOnboardingPath } from './change-form';
import { type PlanDifference, PlanDifferenceSection } from './plan-difference';

interface AmendFormProps extends ChangeFormProps {
  locations: ApiResponseBodies['GET /locations']['items'];
  departments: ApiResponseBodies['GET /departments']['items'];
  systems: readonly AccessSystem[];
  /** Preview of the entered changes. */
  difference?: PlanDifference;
}

/** Previews the changes before they are saved. */
export function AmendForm({ view, formValues, locale, difference, ...options }: AmendFormProps) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{`${t('onboarding.amendTitle')}: ${formatEmployeeName(view.request)}`}</h1>
      <p>{t('onboarding.amendHint')}</p>
      <FormErrorSummary
        formValues={formValues}
        fieldNames={Object.keys(formValues.values)}
        getLabel={(field) => getFieldLabel(locale, field)}
      />
      <form method="post" action={`${getOnboardingPath(view)}/amend#preview`}>
        <AmendableFields {...{ formValues, locale, ...options }} />
        {difference && (
          <section id="preview">
            <PlanDifferenceSection view={view} difference={difference} locale={locale} />
          </section>
        )}
        <div class="actions">
          <button class={difference ? 'secondary outline' : undefined}>{t('onboarding.look')}</button>
          {difference && (
            <button name="confirmed" value="yes">
              {t('onboarding.amendNow')}
            </button>
          )}
          <a href={getOnboardingPath(view)}>{t('onboarding.back')}</a>
        </div>
      </form>
    </section>
  );
}

function AmendableFields(props: Omit<AmendFormProps, 'view' | 'difference'>) {
  const { formValues, locale, locations, departments } = props;
  const t = getTranslator(locale);
  const getFieldProps = (name: string) => ({ name, label: getFieldLabel(locale, name), formValues });
  const getListProps = (name: 'equipment' | 'trainings') => ({
    ...getFieldProps(name),
    label: t(`onboarding.fields.${name}`),
  });
  return (
    <>
      <Field {...getFieldProps('employee.givenName')} required maxLength={100} />
      <Field {...getFieldProps('employee.familyName')} maxLength={100} />
      <Field {...getFieldProps('employee.preferredName')} maxLength={100} />
      <Field {...getFieldProps('employee.personalEmail')} required inputMode="email" />
      <Field {...getFieldProps('employee.phone')} maxLength={40} />
      <TextArea {...getFieldProps('employee.address')} rows={3} maxLength={500} />
      <Field {...getFieldProps('job.title')} required maxLength={120} />
      <DepartmentField
        label={getFieldLabel(locale, 'job.department')}
        formValues={formValues}
        departments={departments}
      />
      <Select
        {...getFieldProps('job.location')}
        options={locations.map(({ code, title }) => ({ value: code, label: title }))}
      />
      <Field {...getFieldProps('job.endDate')} type="date" />
      <Field {...getFieldProps('manager.email')} required inputMode="email" />
      <Field {...getFieldProps('manager.name')} required maxLength={200} />
      <Field {...getListProps('equipment')} maxLength={500} />
      <Field {...getListProps('trainings')} maxLength={500} />
      <AccessFields {...props} />
      <TextArea {...getFieldProps('note')} rows={3} maxLength={2000} />
    </>
  );
}
