import { z } from 'zod';
import type { ApiResponseBodies } from '../../api-client';
import { Field, type FormValues, readTextFields, FormErrorSummary } from '../../ui/forms';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { definePage, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { statusMessages } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { readRoles, RolesField } from './roles-field';
import { adminMessages } from './messages';

type Token = ApiResponseBodies['GET /tokens']['items'][number];
const DEFAULT_FORM_VALUES: FormValues = { values: { expiresInDays: '90' } };

interface TokensPageState {
  formValues?: FormValues;
  createdToken?: string;
  status?: number;
}

async function renderTokensPage(
  { callApi, locale, form }: Pick<Visit, 'callApi' | 'locale' | 'form'>,
  state: TokensPageState = {},
) {
  const { items } = await callApi('GET /tokens');
  const { formValues = DEFAULT_FORM_VALUES, createdToken, status = 200 } = state;
  const main = (
    <TokenList
      items={items}
      formValues={formValues}
      createdToken={createdToken}
      roles={readRoles(form)}
      locale={locale}
    />
  );
  return { title: adminMessages(locale).tokens, main, status };
}

const tokenListPage = definePage({ name: 'GET /admin/tokens', handle: (visit) => renderTokensPage(visit) });

/** Renders instead of redirecting: the token must appear only on this page, not in a URL. */
const createTokenPage = definePage({
  name: 'POST /admin/tokens',
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const { email, expiresInDays } = values;
    const body = { email, roles: readRoles(visit.form), expiresInDays: Number(expiresInDays) };
    const result = await withFormErrors(values, () => visit.callApi('POST /tokens', { body }));
    if (result.rejectedForm) return renderTokensPage(visit, result.rejectedForm);
    return renderTokensPage(visit, { createdToken: result.response.token, status: 201 });
  },
});

const revokeTokenPage = definePage({
  name: 'POST /admin/tokens/{id}/revoke',
  params: z.object({ id: z.uuid() }),
  handle: async ({ callApi, params }) => {
    await callApi('DELETE /tokens/{id}', { params });
    return { redirectTo: '/admin/tokens', flash: 'token-revoked' };
  },
});

export const tokenPages = [tokenListPage, createTokenPage, revokeTokenPage];

interface TokenListProps {
  items: readonly Token[];
  formValues: FormValues;
  createdToken?: string;
  roles: ReturnType<typeof readRoles>;
  locale: Locale;
}

function TokenList({ items, formValues, createdToken, roles, locale }: TokenListProps) {
  const messages = adminMessages(locale);
  const { role } = statusMessages(locale);
  const { formatInstant } = getFormatters(locale);
  const rows = items.map(({ id, name, email, roles: tokenRoles, expiresAt, createdBy, revokedAt }) => ({
    key: id,
    cells: [
      `${name} (${email})`,
      tokenRoles.map((one) => role[one]).join(', '),
      createdBy,
      expiresAt ? formatInstant(expiresAt) : '',
      revokedAt ? messages.revoked : <RevokeForm key={id} id={id} label={messages.revoke} />,
    ],
  }));
  return (
    <>
      <h1>{messages.tokens}</h1>
      {createdToken && (
        <div class="flash" role="status">
          <p>{messages.tokenOnce}</p>
          <code>{createdToken}</code>
        </div>
      )}
      <Table
        head={[messages.name, messages.roles, messages.createdBy, messages.expires, messages.revoke]}
        rows={rows}
      />
      <h2>{messages.newToken}</h2>
      <form method="post" action="/admin/tokens" class="narrow">
        <FormErrorSummary formValues={formValues} fieldNames={['email', 'expiresInDays', 'roles']} />
        <Field name="email" type="email" label={messages.email} formValues={formValues} required maxLength={254} />
        <Field
          name="expiresInDays"
          type="number"
          label={messages.days}
          formValues={formValues}
          min={1}
          max={366}
          required
        />
        <RolesField roles={roles} formValues={formValues} locale={locale} />
        <button>{messages.add}</button>
      </form>
    </>
  );
}

const RevokeForm = ({ id, label }: { id: string; label: string }) => (
  <form method="post" action={`/admin/tokens/${id}/revoke`} class="inline">
    <button class="plain">{label}</button>
  </form>
);
