import type { ComponentChildren } from 'preact';
import { EMPLOYMENT_TYPES } from '../../../domain/request';
import { Field, type Filled, Select, TextArea } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { labelsIn } from '../../i18n/field-labels';
import { submitWords } from './messages';

/** What the form offers to choose from. */
export interface Offered {
  plans: readonly { name: string; title: string }[];
  locations: readonly { code: string; title: string }[];
}

interface FormProps {
  locale: Locale;
  filled: Filled;
  offered: Offered;
  /** Two submissions with it are one. */
  idempotencyKey: string;
}

/** The request as one page of paper. */
export function RequestForm({ idempotencyKey, ...part }: FormProps) {
  const words = submitWords(part.locale);
  return (
    <form method="post" action="/onboardings/new" id="request" data-keep="request" class="paper">
      <input type="hidden" name="key" value={idempotencyKey} />
      <NewHire {...part} />
      <Job {...part} />
      <Wishes {...part} />
      <div class="actions">
        <button>{words.submit}</button>
        <button class="secondary" formaction="/onboardings/new/preview" formnovalidate>
          {words.preview}
        </button>
      </div>
    </form>
  );
}

type PartProps = Omit<FormProps, 'idempotencyKey'>;

function NewHire({ locale, filled }: PartProps) {
  const { hints, sections } = submitWords(locale);
  const field = (name: string) => ({ name, label: labelsIn(locale)[name] ?? name, filled });
  return (
    <Section title={sections.employee}>
      <Field {...field('employee.givenName')} required maxLength={100} autocomplete="off" />
      <Field {...field('employee.familyName')} required maxLength={100} autocomplete="off" />
      <Field {...field('employee.preferredName')} maxLength={100} autocomplete="off" />
      <Field {...field('employee.personalEmail')} type="email" required maxLength={254} autocomplete="off" />
      <Field {...field('employee.phone')} type="tel" maxLength={40} autocomplete="off" />
      <TextArea {...field('employee.address')} hint={hints.address} rows={2} maxLength={500} />
    </Section>
  );
}

function Job({ locale, filled, offered }: PartProps) {
  const { hints, sections, choose, employmentTypes, remote } = submitWords(locale);
  const field = (name: string) => ({ name, label: labelsIn(locale)[name] ?? name, filled });
  const locations = offered.locations.map(({ code, title }) => ({ value: code, label: title }));
  const types = EMPLOYMENT_TYPES.map((type) => ({ value: type, label: employmentTypes[type] }));
  const places = (['no', 'yes'] as const).map((answer) => ({ value: answer, label: remote[answer] }));
  return (
    <Section title={sections.job}>
      <Field {...field('job.title')} required maxLength={120} autocomplete="off" />
      <Field {...field('job.department')} required maxLength={80} autocomplete="off" />
      <Field {...field('startDate')} type="date" required />
      <Select {...field('job.location')} options={locations} none={choose} required />
      <Select {...field('job.employmentType')} options={types} none={choose} required />
      <Select {...field('job.remote')} options={places} none={choose} required />
      <Field {...field('job.endDate')} type="date" hint={hints.endDate} />
      <Searched {...field('manager.email')} inputMode="email" required at="people" hint={hints.manager} />
      <Field {...field('manager.name')} hint={hints.managerName} maxLength={200} autocomplete="off" />
    </Section>
  );
}

function Wishes({ locale, filled, offered }: PartProps) {
  const { hints, sections, byRule } = submitWords(locale);
  const field = (name: string) => ({ name, label: labelsIn(locale)[name] ?? name, filled });
  const plans = offered.plans.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <Section title={sections.wishes}>
      <Searched {...field('equipment')} at="models" hint={hints.list} />
      <Searched {...field('trainings')} at="courses" hint={hints.list} />
      <Select {...field('plan')} options={plans} none={byRule} />
      <TextArea {...field('note')} rows={2} maxLength={2000} />
    </Section>
  );
}

/** A field that offers what it finds as somebody types; without a script, a plain one. `at`: the page that searches. */
function Searched({ at, ...field }: { at: string } & Parameters<typeof Field>[0]) {
  return (
    <>
      <Field
        {...field}
        list={`found-${at}`}
        autocomplete="off"
        hx-get={`/onboardings/new/${at}`}
        hx-trigger="focus once, input changed delay:200ms"
        hx-target={`#found-${at}`}
        hx-sync="this:replace"
      />
      <datalist id={`found-${at}`} />
    </>
  );
}

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <fieldset>
    <legend class="heading">{title}</legend>
    <div class="columns">{children}</div>
  </fieldset>
);
