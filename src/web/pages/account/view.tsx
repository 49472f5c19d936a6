import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { SessionTable } from '../../ui/session-table';

interface AccountProps {
  principal: AuthenticatedPrincipal;
  sessions: ApiResponseBodies['GET /people/{email}/sessions']['items'];
  locale: Locale;
}

export function Account({ principal, sessions, locale }: AccountProps) {
  const t = getTranslator(locale);
  const roles = principal.roles.map((role) => t(`status.role.${role}`)).join(', ');
  return (
    <>
      <h1>{t('account.title')}</h1>
      <dl class="facts">
        <dt>{t('account.name')}</dt>
        <dd>{principal.name}</dd>
        <dt>{t('account.email')}</dt>
        <dd>{principal.email}</dd>
        <dt>{t('account.roles')}</dt>
        <dd>{roles}</dd>
      </dl>
      <p>
        <a href="/absences">{t('account.absences')}</a>
      </p>
      <h2>{t('account.sessions')}</h2>
      <SessionTable sessions={sessions} path="/account/sessions" locale={locale} />
      {sessions.some(({ current }) => !current) && (
        <form method="post" action="/account/sessions/end-others" class="actions">
          <button class="careful">{t('account.endOthers')}</button>
        </form>
      )}
    </>
  );
}
