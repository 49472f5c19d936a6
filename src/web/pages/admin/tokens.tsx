import { z } from 'zod';
import type { Answers } from '../../api-client';
import { Field, type Filled, typed, Unplaced } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { page, type Visit } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { statusWords } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { rolesIn, RolesField } from './roles';
import { adminWords } from './messages';

type Token = Answers['GET /tokens']['items'][number];
const EMPTY: Filled = { values: { expiresInDays: '90' } };

interface Extra {
  filled?: Filled;
  /** One that was just made. */
  made?: string;
  status?: number;
}

async function show({ ask, locale, form }: Pick<Visit, 'ask' | 'locale' | 'form'>, extra: Extra = {}) {
  const { items } = await ask('GET /tokens');
  const { filled = EMPTY, made, status = 200 } = extra;
  const main = <Tokens items={items} filled={filled} made={made} roles={rolesIn(form)} locale={locale} />;
  return { title: adminWords(locale).tokens, main, status };
}

const list = page({ on: 'GET /admin/tokens', handle: (visit) => show(visit) });

/** Answered by a page, not by another address: the token must be nowhere but on it. */
const make = page({
  on: 'POST /admin/tokens',
  handle: async (visit) => {
    const values = typed(visit.form);
    const { email, expiresInDays } = values;
    const body = { email, roles: rolesIn(visit.form), expiresInDays: Number(expiresInDays) };
    const made = await orRefused(values, () => visit.ask('POST /tokens', { body }));
    if (made.refused) return show(visit, made.refused);
    return show(visit, { made: made.answer.token, status: 201 });
  },
});

const revoke = page({
  on: 'POST /admin/tokens/{id}/revoke',
  params: z.object({ id: z.uuid() }),
  handle: async ({ ask, params }) => {
    await ask('DELETE /tokens/{id}', { params });
    return { goTo: '/admin/tokens', said: 'token-revoked' };
  },
});

export const tokenPages = [list, make, revoke];

interface TokensProps {
  items: readonly Token[];
  filled: Filled;
  made?: string;
  roles: ReturnType<typeof rolesIn>;
  locale: Locale;
}

function Tokens({ items, filled, made, roles, locale }: TokensProps) {
  const words = adminWords(locale);
  const { role } = statusWords(locale);
  const { instant } = formatsOf(locale);
  const rows = items.map(({ id, name, email, roles: held, expiresAt, createdBy, revokedAt }) => ({
    key: id,
    cells: [
      `${name} (${email})`,
      held.map((one) => role[one]).join(', '),
      createdBy,
      expiresAt ? instant(expiresAt) : '',
      revokedAt ? words.revoked : <Revoke key={id} id={id} label={words.revoke} />,
    ],
  }));
  return (
    <>
      <h1>{words.tokens}</h1>
      {made && (
        <div class="said" role="status">
          <p>{words.tokenOnce}</p>
          <code>{made}</code>
        </div>
      )}
      <Table head={[words.name, words.roles, words.createdBy, words.expires, words.revoke]} rows={rows} />
      <h2>{words.newToken}</h2>
      <form method="post" action="/admin/tokens" class="narrow">
        <Unplaced filled={filled} names={['email', 'expiresInDays', 'roles']} />
        <Field name="email" type="email" label={words.email} filled={filled} required maxLength={254} />
        <Field name="expiresInDays" type="number" label={words.days} filled={filled} min={1} max={366} required />
        <RolesField roles={roles} filled={filled} locale={locale} />
        <button>{words.add}</button>
      </form>
    </>
  );
}

const Revoke = ({ id, label }: { id: string; label: string }) => (
  <form method="post" action={`/admin/tokens/${id}/revoke`} class="inline">
    <button class="plain">{label}</button>
  </form>
);
