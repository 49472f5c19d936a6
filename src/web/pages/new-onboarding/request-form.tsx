import type { ComponentChildren } from 'preact';
import { EMPLOYMENT_TYPES } from '../../../domain/request';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { getFieldLabel } from '../../i18n/field-labels';
import type { AccessSystem } from '../../ui/access-choices';
import { AccessFields } from '../../ui/access-fields';
import { DepartmentField } from '../../ui/department-field';
import { Field, type FormValues, Select, TextArea } from '../../ui/forms';

export interface RequestFormOptions {
  plans: readonly { name: string; title: string }[];
  locations: readonly { code: string; title: string }[];
  departments: readonly { name: string }[];
  systems: readonly AccessSystem[];
}

interface RequestFormProps {
  locale: Locale;
  formValues: FormValues;
  options: RequestFormOptions;
  /** Submissions with the same key create one onboarding. */
  idempotencyKey: string;
  /** Onboarding from which the form was filled; its draft is kept apart from that of an empty form. */
  sourceId?: string;
}

export function RequestForm({ idempotencyKey, sourceId, ...sectionProps }: RequestFormProps) {
  const t = getTranslator(sectionProps.locale);
  return (
    <form
      method="post"
      action="/onboardings/new"
      id="request"
      data-draft={sourceId === undefined ? 'request' : undefined}
      class="paper"
    >
      <input type="hidden" name="key" value={idempotencyKey} />
      <NewHireSection {...sectionProps} />
      <JobSection {...sectionProps} />
      <ResourcesSection {...sectionProps} />
      <AccessFields {...sectionProps} systems={sectionProps.options.systems} />
      <div class="actions">
        <button>{t('new-onboarding.submit')}</button>
        <button class="secondary" formaction="/onboardings/new/preview" formnovalidate>
          {t('new-onboarding.preview')}
        </button>
      </div>
    </form>
  );
}

type SectionProps = Omit<RequestFormProps, 'idempotencyKey' | 'sourceId'>;

function NewHireSection({ locale, formValues }: SectionProps) {
  const t = getTranslator(locale);
  const getFieldProps = (name: string) => ({ name, label: getFieldLabel(locale, name), formValues });
  return (
    <Section title={t('new-onboarding.sections.employee')}>
      <Field {...getFieldProps('employee.givenName')} required maxLength={100} autocomplete="off" />
      <Field {...getFieldProps('employee.familyName')} maxLength={100} autocomplete="off" />
      <Field {...getFieldProps('employee.preferredName')} maxLength={100} autocomplete="off" />
      <Field {...getFieldProps('employee.personalEmail')} type="email" required maxLength={254} autocomplete="off" />
      <Field {...getFieldProps('employee.phone')} type="tel" maxLength={40} autocomplete="off" />
      <TextArea
        {...getFieldProps('employee.address')}
        hint={t('new-onboarding.hints.address')}
        rows={2}
        maxLength={500}
      />
    </Section>
  );
}

function JobSection({ locale, formValues, options }: SectionProps) {
  const t = getTranslator(locale);
  const getFieldProps = (name: string) => ({ name, label: getFieldLabel(locale, name), formValues });
  const locations = options.locations.map(({ code, title }) => ({ value: code, label: title }));
  const types = EMPLOYMENT_TYPES.map((type) => ({ value: type, label: t(`new-onboarding.employmentTypes.${type}`) }));
  const remoteOptions = (['no', 'yes'] as const).map((answer) => ({
    value: answer,
    label: t(`new-onboarding.remote.${answer}`),
  }));
  return (
    <Section title={t('new-onboarding.sections.job')}>
      <Field {...getFieldProps('job.title')} required maxLength={120} autocomplete="off" />
      <DepartmentField
        label={getFieldLabel(locale, 'job.department')}
        formValues={formValues}
        departments={options.departments}
      />
      <Field {...getFieldProps('startDate')} type="date" required />
      <Select
        {...getFieldProps('job.location')}
        options={locations}
        placeholder={t('new-onboarding.choose')}
        required
      />
      <Select
        {...getFieldProps('job.employmentType')}
        options={types}
        placeholder={t('new-onboarding.choose')}
        required
      />
      <Select
        {...getFieldProps('job.remote')}
        options={remoteOptions}
        placeholder={t('new-onboarding.choose')}
        required
      />
      <Field {...getFieldProps('job.endDate')} type="date" hint={t('new-onboarding.hints.endDate')} />
      <SearchField
        {...getFieldProps('manager.email')}
        inputMode="email"
        required
        searchPath="people"
        hint={t('new-onboarding.hints.manager')}
      />
      <Field
        {...getFieldProps('manager.name')}
        hint={t('new-onboarding.hints.managerName')}
        maxLength={200}
        autocomplete="off"
      />
    </Section>
  );
}

function ResourcesSection({ locale, formValues, options }: SectionProps) {
  const t = getTranslator(locale);
  const getFieldProps = (name: string) => ({ name, label: getFieldLabel(locale, name), formValues });
  const plans = options.plans.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <Section title={t('new-onboarding.sections.resources')}>
      <SearchField {...getFieldProps('equipment')} searchPath="models" hint={t('new-onboarding.hints.list')} />
      <SearchField {...getFieldProps('trainings')} searchPath="courses" hint={t('new-onboarding.hints.list')} />
      <Select {...getFieldProps('plan')} options={plans} placeholder={t('new-onboarding.byRule')} />
      <TextArea {...getFieldProps('note')} rows={2} maxLength={2000} />
    </Section>
  );
}

/** Field with suggestions, or a plain field without script. `at`: last path segment of the search page. */
function SearchField({ searchPath, ...field }: { searchPath: string } & Parameters<typeof Field>[0]) {
  return (
    <>
      <Field
        {...field}
        list={`found-${searchPath}`}
        autocomplete="off"
        hx-get={`/onboardings/new/${searchPath}`}
        hx-trigger="focus once, input changed delay:200ms"
        hx-target={`#found-${searchPath}`}
        hx-sync="this:replace"
      />
      <datalist id={`found-${searchPath}`} />
    </>
  );
}

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <fieldset>
    <legend class="heading">{title}</legend>
    <div class="columns">{children}</div>
  </fieldset>
);
