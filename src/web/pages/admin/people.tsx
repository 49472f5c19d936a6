import { z } from 'zod';
import { type ROLES } from '../../../domain/status';
import { FirstdayError } from '../../../lib/errors';
import type { Answers } from '../../api-client';
import { Field, type Filled, typed, Unplaced } from '../../ui/forms';
import { More, searched, searchWord } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { page } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { statusWords } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { rolesIn, RolesField } from './roles';
import { adminWords } from './messages';

type Person = Answers['GET /people']['items'][number];

const list = page({
  on: 'GET /admin/people',
  query: z.object({ q: searched, cursor: searched }),
  handle: async ({ ask, query, locale }) => {
    const people = await ask('GET /people', { query });
    return { title: adminWords(locale).people, main: <People {...{ people, query, locale }} /> };
  },
});

const edit = page({
  on: 'GET /admin/people/{email}',
  params: z.object({ email: z.string() }),
  handle: async ({ ask, params, locale }) => {
    const { items } = await ask('GET /people', { query: { q: params.email } });
    const person = items.find(({ email }) => email === params.email);
    if (person === undefined) throw new FirstdayError('not-found');
    const { name, email, managerEmail = '', roles } = person;
    const main = <EditPerson filled={{ values: { name, email, managerEmail } }} roles={roles} locale={locale} />;
    return { title: name, main };
  },
});

/** Adds a person, or changes one who is there. */
const save = page({
  on: 'POST /admin/people',
  handle: async ({ ask, form, locale }) => {
    const values = typed(form);
    const { email = '', name, managerEmail, isNew } = values;
    const roles = rolesIn(form);
    const body = { name, roles, ...(managerEmail?.trim() && { managerEmail }) };
    const { refused } = await orRefused(values, () =>
      isNew
        ? ask('POST /people', { body: { email, ...body } })
        : ask('PUT /people/{email}', { params: { email }, body }),
    );
    if (!refused) return { goTo: `/admin/people?q=${encodeURIComponent(email)}`, said: 'person-saved' };
    const main = <EditPerson filled={refused.filled} roles={roles} isNew={Boolean(isNew)} locale={locale} />;
    return { title: adminWords(locale).people, main, status: refused.status };
  },
});

export const peoplePages = [list, edit, save];

interface PeopleProps {
  people: Answers['GET /people'];
  query: { q?: string };
  locale: Locale;
}

function People({ people, query, locale }: PeopleProps) {
  const words = adminWords(locale);
  const { role } = statusWords(locale);
  const row = ({ email, name, roles, managerEmail }: Person) => ({
    key: email,
    cells: [
      <a key={email} href={`/admin/people/${encodeURIComponent(email)}`}>
        {name}
      </a>,
      email,
      roles.map((one) => role[one]).join(', '),
      managerEmail ?? '',
    ],
  });
  return (
    <>
      <h1>{words.people}</h1>
      <form method="get" action="/admin/people" class="filters">
        <Field
          name="q"
          type="search"
          label={`${words.name}, ${words.email}`}
          filled={{ values: query }}
          maxLength={100}
        />
        <div class="actions">
          <button>{searchWord(locale)}</button>
        </div>
      </form>
      <details>
        <summary>{words.addPerson}</summary>
        <PersonForm filled={{ values: {} }} roles={[]} isNew locale={locale} />
      </details>
      <Table head={[words.name, words.email, words.roles, words.manager]} rows={people.items.map(row)} />
      <More path="/admin/people" query={query} nextCursor={people.nextCursor} locale={locale} />
    </>
  );
}

interface EditProps {
  filled: Filled;
  roles: readonly (typeof ROLES)[number][];
  isNew?: boolean;
  locale: Locale;
}

const EditPerson = (props: EditProps) => (
  <>
    <h1>{props.filled.values.name ?? adminWords(props.locale).addPerson}</h1>
    <PersonForm {...props} />
  </>
);

function PersonForm({ filled, roles, isNew, locale }: EditProps) {
  const words = adminWords(locale);
  return (
    <form method="post" action="/admin/people" class="narrow">
      <Unplaced filled={filled} names={['name', 'email', 'managerEmail', 'roles']} />
      {isNew && <input type="hidden" name="isNew" value="yes" />}
      <Field name="name" label={words.name} filled={filled} required maxLength={200} />
      <Field name="email" type="email" label={words.email} filled={filled} required readonly={!isNew} maxLength={254} />
      <Field name="managerEmail" type="email" label={words.manager} filled={filled} maxLength={254} />
      <RolesField roles={roles} filled={filled} locale={locale} />
      <button>{words.save}</button>
    </form>
  );
}
