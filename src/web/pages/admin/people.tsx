import { z } from 'zod';
import { canUseRoute } from '../../../api/http/route-access';
import { ACCOUNT_STATES } from '../../../domain/status';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState, isFiltered, NoMatches } from '../../ui/empty-state';
import { Field, readTextFields, Select } from '../../ui/forms';
import { NextPageLink, searchTextSchema } from '../../ui/pagination';
import { definePage } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { SampleBadge } from '../../ui/sample-badge';
import { Table } from '../../ui/table';
import { PersonEditor, PersonForm } from './person-form';
import { readRoles } from './roles-field';

type PersonWithRoles = ApiResponseBodies['GET /people']['items'][number];

const peopleListPage = definePage({
  name: 'GET /admin/people',
  query: z.object({ q: searchTextSchema, state: searchTextSchema, cursor: searchTextSchema }),
  handle: async ({ callApi, query, locale, principal }) => {
    const people = await callApi('GET /people', { query });
    const canAdd = canUseRoute(principal, 'POST /people');
    return { title: translate(locale, 'admin.people'), main: <PeopleList {...{ people, query, canAdd, locale }} /> };
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
        ? callApi('POST /people', { body: { email, ...body, invite: values.invite === 'yes' } })
        : callApi('PUT /people/{email}', { params: { email }, body }),
    );
    if (!rejectedForm) return { redirectTo: `/admin/people?q=${encodeURIComponent(email)}`, flash: 'person-saved' };
    const main = (
      <PersonEditor formValues={rejectedForm.formValues} roles={roles} isNew={Boolean(isNew)} locale={locale} />
    );
    return { title: translate(locale, 'admin.people'), main, status: rejectedForm.status };
  },
});

export const peoplePages = [peopleListPage, savePersonPage];

interface PeopleListProps {
  people: ApiResponseBodies['GET /people'];
  query: { q?: string; state?: string };
  canAdd: boolean;
  locale: Locale;
}

function PeopleList({ people, query, canAdd, locale }: PeopleListProps) {
  const t = getTranslator(locale);
  const toRow = ({ email, name, roles, managerEmail, language, state, sample }: PersonWithRoles) => ({
    key: email,
    cells: [
      <>
        <a href={`/admin/people/${encodeURIComponent(email)}`}>{name}</a>{' '}
        <SampleBadge isSample={sample} locale={locale} />
      </>,
      email,
      roles.map((one) => t(`status.role.${one}`)).join(', '),
      managerEmail ?? '',
      language ? t(`admin.languages.${language}`) : '',
      t(`status.account.${state}`),
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
        <Select
          name="state"
          label={t('admin.state')}
          formValues={{ values: query }}
          options={ACCOUNT_STATES.map((value) => ({ value, label: t(`status.account.${value}`) }))}
          placeholder={t('admin.notRemoved')}
        />
        <div class="actions">
          <button>{t('pagination.search')}</button>
        </div>
      </form>
      {canAdd && (
        <>
          <details>
            <summary>{t('admin.addPerson')}</summary>
            <PersonForm formValues={{ values: {} }} roles={[]} isNew locale={locale} />
          </details>
          <p>
            <a href="/admin/people/import">{t('admin.importPeople')}</a>
          </p>
        </>
      )}
      {people.items.length === 0 ? (
        <NoPeople query={query} canAdd={canAdd} locale={locale} />
      ) : (
        <Table
          head={[
            t('admin.name'),
            t('admin.email'),
            t('admin.roles'),
            t('admin.manager'),
            t('admin.languageColumn'),
            t('admin.state'),
          ]}
          rows={people.items.map(toRow)}
        />
      )}
      <NextPageLink path="/admin/people" query={query} nextCursor={people.nextCursor} locale={locale} />
    </>
  );
}

function NoPeople({ query, canAdd, locale }: Pick<PeopleListProps, 'query' | 'canAdd' | 'locale'>) {
  const t = getTranslator(locale);
  if (isFiltered(query)) return <NoMatches path="/admin/people" locale={locale} />;
  const links = canAdd ? [{ href: '/admin/people/import', label: t('admin.importPeople') }] : [];
  return <EmptyState text={t('admin.noPeople')} links={links} />;
}
