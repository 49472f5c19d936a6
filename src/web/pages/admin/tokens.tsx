import { z } from 'zod';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { EmptyState } from '../../ui/empty-state';
import { Field, type FormValues, readTextFields, FormErrorSummary } from '../../ui/forms';
import { definePage, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { cursorQuerySchema, NextPageLink } from '../../ui/pagination';
import { Table } from '../../ui/table';
import { readRoles, RolesField } from './roles-field';

const DEFAULT_FORM_VALUES: FormValues = { values: { expiresInDays: '90' } };

interface TokensPageState {
  formValues?: FormValues;
  createdToken?: string;
  status?: number;
  cursor?: string;
}

async function renderTokensPage(
  { callApi, locale, form }: Pick<Visit, 'callApi' | 'locale' | 'form'>,
  state: TokensPageState = {},
) {
  const { formValues = DEFAULT_FORM_VALUES, createdToken, status = 200, cursor } = state;
  const tokens = await callApi('GET /tokens', { query: { cursor } });
  const main = (
    <TokenList
      tokens={tokens}
      formValues={formValues}
      createdToken={createdToken}
      roles={readRoles(form)}
      locale={locale}
    />
  );
  return { title: translate(locale, 'admin.tokens'), main, status };
}

const tokenListPage = definePage({
  name: 'GET /admin/tokens',
  query: cursorQuerySchema,
  handle: (visit) => renderTokensPage(visit, visit.query),
});

/** Renders instead of redirecting: the token must appear only on this page, not in a URL. */
const createTokenPage = definePage({
  name: 'POST /admin/tokens',
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const { email, expiresInDays } = values;
    const body = { email, roles: readRoles(visit.form), expiresInDays: Number(expiresInDays) };
    const result = await withFormErrors(visit.locale, values, () => visit.callApi('POST /tokens', { body }));
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
  tokens: ApiResponseBodies['GET /tokens'];
  formValues: FormValues;
  createdToken?: string;
  roles: ReturnType<typeof readRoles>;
  locale: Locale;
}

function TokenList({ tokens, formValues, createdToken, roles, locale }: TokenListProps) {
  const t = getTranslator(locale);
  const { formatInstant } = getFormatters(locale);
  const rows = tokens.items.map(({ id, name, email, roles: tokenRoles, expiresAt, createdBy, revokedAt }) => ({
    key: id,
    cells: [
      `${name} (${email})`,
      tokenRoles.map((one) => t(`status.role.${one}`)).join(', '),
      createdBy,
      expiresAt ? formatInstant(expiresAt) : '',
      revokedAt ? t('admin.revoked') : <RevokeForm key={id} id={id} label={t('admin.revoke')} />,
    ],
  }));
  return (
    <>
      <h1>{t('admin.tokens')}</h1>
      {createdToken && (
        <div class="flash" role="status">
          <p>{t('admin.tokenOnce')}</p>
          <code>{createdToken}</code>
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState text={t('admin.noTokens')} />
      ) : (
        <Table
          head={[t('admin.name'), t('admin.roles'), t('admin.createdBy'), t('admin.expires'), t('admin.auditedAction')]}
          rows={rows}
        />
      )}
      <NextPageLink path="/admin/tokens" query={{}} nextCursor={tokens.nextCursor} locale={locale} />
      <h2>{t('admin.newToken')}</h2>
      <form method="post" action="/admin/tokens" class="narrow">
        <FormErrorSummary formValues={formValues} fieldNames={['email', 'expiresInDays', 'roles']} />
        <Field name="email" type="email" label={t('admin.email')} formValues={formValues} required maxLength={254} />
        <Field
          name="expiresInDays"
          type="number"
          label={t('admin.days')}
          formValues={formValues}
          min={1}
          max={366}
          required
        />
        <RolesField roles={roles} formValues={formValues} locale={locale} />
        <button>{t('admin.newToken')}</button>
      </form>
    </>
  );
}

const RevokeForm = ({ id, label }: { id: string; label: string }) => (
  <form method="post" action={`/admin/tokens/${id}/revoke`} class="inline">
    <button class="plain">{label}</button>
  </form>
);
