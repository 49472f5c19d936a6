import type { ComponentChildren } from 'preact';
import { EMPLOYMENT_TYPES } from '../../../domain/request';
import { Field, type FormValues, Select, TextArea } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { fieldLabels } from '../../i18n/field-labels';
import { newOnboardingMessages } from './messages';

export interface RequestFormOptions {
  plans: readonly { name: string; title: string }[];
  locations: readonly { code: string; title: string }[];
}

interface RequestFormProps {
  locale: Locale;
  formValues: FormValues;
  options: RequestFormOptions;
  /** Submissions with the same key create one onboarding. */
  idempotencyKey: string;
}

export function RequestForm({ idempotencyKey, ...sectionProps }: RequestFormProps) {
  const messages = newOnboardingMessages(sectionProps.locale);
  return (
    <form method="post" action="/onboardings/new" id="request" data-draft="request" class="paper">
      <input type="hidden" name="key" value={idempotencyKey} />
      <NewHireSection {...sectionProps} />
      <JobSection {...sectionProps} />
      <ResourcesSection {...sectionProps} />
      <div class="actions">
        <button>{messages.submit}</button>
        <button class="secondary" formaction="/onboardings/new/preview" formnovalidate>
          {messages.preview}
        </button>
      </div>
    </form>
  );
}

type SectionProps = Omit<RequestFormProps, 'idempotencyKey'>;

function NewHireSection({ locale, formValues }: SectionProps) {
  const { hints, sections } = newOnboardingMessages(locale);
  const getFieldProps = (name: string) => ({ name, label: fieldLabels(locale)[name] ?? name, formValues });
  return (
    <Section title={sections.employee}>
      <Field {...getFieldProps('employee.givenName')} required maxLength={100} autocomplete="off" />
      <Field {...getFieldProps('employee.familyName')} required maxLength={100} autocomplete="off" />
      <Field {...getFieldProps('employee.preferredName')} maxLength={100} autocomplete="off" />
      <Field {...getFieldProps('employee.personalEmail')} type="email" required maxLength={254} autocomplete="off" />
      <Field {...getFieldProps('employee.phone')} type="tel" maxLength={40} autocomplete="off" />
      <TextArea {...getFieldProps('employee.address')} hint={hints.address} rows={2} maxLength={500} />
    </Section>
  );
}

function JobSection({ locale, formValues, options }: SectionProps) {
  const { hints, sections, choose, employmentTypes, remote } = newOnboardingMessages(locale);
  const getFieldProps = (name: string) => ({ name, label: fieldLabels(locale)[name] ?? name, formValues });
  const locations = options.locations.map(({ code, title }) => ({ value: code, label: title }));
  const types = EMPLOYMENT_TYPES.map((type) => ({ value: type, label: employmentTypes[type] }));
  const remoteOptions = (['no', 'yes'] as const).map((answer) => ({ value: answer, label: remote[answer] }));
  return (
    <Section title={sections.job}>
      <Field {...getFieldProps('job.title')} required maxLength={120} autocomplete="off" />
      <Field {...getFieldProps('job.department')} required maxLength={80} autocomplete="off" />
      <Field {...getFieldProps('startDate')} type="date" required />
      <Select {...getFieldProps('job.location')} options={locations} placeholder={choose} required />
      <Select {...getFieldProps('job.employmentType')} options={types} placeholder={choose} required />
      <Select {...getFieldProps('job.remote')} options={remoteOptions} placeholder={choose} required />
      <Field {...getFieldProps('job.endDate')} type="date" hint={hints.endDate} />
      <SearchField
        {...getFieldProps('manager.email')}
        inputMode="email"
        required
        searchPath="people"
        hint={hints.manager}
      />
      <Field {...getFieldProps('manager.name')} hint={hints.managerName} maxLength={200} autocomplete="off" />
    </Section>
  );
}

function ResourcesSection({ locale, formValues, options }: SectionProps) {
  const { hints, sections, byRule } = newOnboardingMessages(locale);
  const getFieldProps = (name: string) => ({ name, label: fieldLabels(locale)[name] ?? name, formValues });
  const plans = options.plans.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <Section title={sections.resources}>
      <SearchField {...getFieldProps('equipment')} searchPath="models" hint={hints.list} />
      <SearchField {...getFieldProps('trainings')} searchPath="courses" hint={hints.list} />
      <Select {...getFieldProps('plan')} options={plans} placeholder={byRule} />
      <TextArea {...getFieldProps('note')} rows={2} maxLength={2000} />
    </Section>
  );
}

/** Field with suggestions, or a plain field without script. `at`: last path segment of the search page. */
function SearchField({ searchPath: searchPath, ...field }: { searchPath: string } & Parameters<typeof Field>[0]) {
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
