import { z } from 'zod';
import { type ROLES } from '../../../domain/status';
import { LOCALES, type Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { FirstdayError } from '../../../lib/errors';
import type { ApiResponseBodies } from '../../api-client';
import { Field, Select, type FormValues, readTextFields, FormErrorSummary } from '../../ui/forms';
import { NextPageLink, searchTextSchema } from '../../ui/pagination';
import { definePage } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { Table } from '../../ui/table';
import { readRoles, RolesField } from './roles-field';

type PersonWithRoles = ApiResponseBodies['GET /people']['items'][number];

const peopleListPage = definePage({
  name: 'GET /admin/people',
  query: z.object({ q: searchTextSchema, cursor: searchTextSchema }),
  handle: async ({ callApi, query, locale }) => {
    const people = await callApi('GET /people', { query });
    return { title: translate(locale, 'admin.people'), main: <PeopleList {...{ people, query, locale }} /> };
  },
});

const editPersonPage = definePage({
  name: 'GET /admin/people/{email}',
  params: z.object({ email: z.string() }),
  handle: async ({ callApi, params, locale }) => {
    const { items } = await callApi('GET /people', { query: { q: params.email } });
    const person = items.find(({ email }) => email === params.email);
    if (person === undefined) throw new FirstdayError('not-found');
    const { name, email, managerEmail = '', language = '', roles } = person;
    const values = { name, email, managerEmail, language };
    const main = <PersonEditor formValues={{ values }} roles={roles} locale={locale} />;
    return { title: name, main };
  },
});

const savePersonPage = definePage({
  name: 'POST /admin/people',
  handle: async ({ callApi, form, locale }) => {
    const values = readTextFields(form);
    const { email = '', name, managerEmail, language, isNew } = values;
    const roles = readRoles(form);
    const body = { name, roles, language: language || null, ...(managerEmail?.trim() && { managerEmail }) };
    const { rejectedForm } = await withFormErrors(locale, values, () =>
      isNew
        ? callApi('POST /people', { body: { email, ...body } })
        : callApi('PUT /people/{email}', { params: { email }, body }),
    );
    if (!rejectedForm) return { redirectTo: `/admin/people?q=${encodeURIComponent(email)}`, flash: 'person-saved' };
    const main = (
      <PersonEditor formValues={rejectedForm.formValues} roles={roles} isNew={Boolean(isNew)} locale={locale} />
    );
    return { title: translate(locale, 'admin.people'), main, status: rejectedForm.status };
  },
});

export const peoplePages = [peopleListPage, editPersonPage, savePersonPage];

interface PeopleListProps {
  people: ApiResponseBodies['GET /people'];
  query: { q?: string };
  locale: Locale;
}

function PeopleList({ people, query, locale }: PeopleListProps) {
  const t = getTranslator(locale);
  const toRow = ({ email, name, roles, managerEmail, language }: PersonWithRoles) => ({
    key: email,
    cells: [
      <a key={email} href={`/admin/people/${encodeURIComponent(email)}`}>
        {name}
      </a>,
      email,
      roles.map((one) => t(`status.role.${one}`)).join(', '),
      managerEmail ?? '',
      language ? t(`admin.languages.${language}`) : '',
    ],
  });
  return (
    <>
      <h1>{t('admin.people')}</h1>
      <form method="get" action="/admin/people" class="filters">
        <Field
          name="q"
          type="search"
          label={`${t('admin.name')}, ${t('admin.email')}`}
          formValues={{ values: query }}
          maxLength={100}
        />
        <div class="actions">
          <button>{t('pagination.search')}</button>
        </div>
      </form>
      <details>
        <summary>{t('admin.addPerson')}</summary>
        <PersonForm formValues={{ values: {} }} roles={[]} isNew locale={locale} />
      </details>
      <Table
        head={[t('admin.name'), t('admin.email'), t('admin.roles'), t('admin.manager'), t('admin.languageColumn')]}
        rows={people.items.map(toRow)}
      />
      <NextPageLink path="/admin/people" query={query} nextCursor={people.nextCursor} locale={locale} />
    </>
  );
}

interface PersonFormProps {
  formValues: FormValues;
  roles: readonly (typeof ROLES)[number][];
  isNew?: boolean;
  locale: Locale;
}

const PersonEditor = (props: PersonFormProps) => (
  <>
    <h1>{props.formValues.values.name ?? translate(props.locale, 'admin.addPerson')}</h1>
    <PersonForm {...props} />
  </>
);

function PersonForm({ formValues, roles, isNew, locale }: PersonFormProps) {
  const t = getTranslator(locale);
  return (
    <form method="post" action="/admin/people" class="narrow">
      <FormErrorSummary formValues={formValues} fieldNames={['name', 'email', 'managerEmail', 'language', 'roles']} />
      {isNew && <input type="hidden" name="isNew" value="yes" />}
      <Field name="name" label={t('admin.name')} formValues={formValues} required maxLength={200} />
      <Field
        name="email"
        type="email"
        label={t('admin.email')}
        formValues={formValues}
        required
        readonly={!isNew}
        maxLength={254}
      />
      <Field name="managerEmail" type="email" label={t('admin.manager')} formValues={formValues} maxLength={254} />
      <Select
        name="language"
        label={t('admin.language')}
        formValues={formValues}
        options={LOCALES.map((value) => ({ value, label: t(`admin.languages.${value}`) }))}
        placeholder={t('admin.companyLanguage')}
      />
      <RolesField roles={roles} formValues={formValues} locale={locale} />
      <button>{t('admin.save')}</button>
    </form>
  );
}
