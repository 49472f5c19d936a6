import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { ActiveSession } from '../../../auth/active-sessions';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { statusMessages } from '../../ui/status-badge';
import { describeBrowser } from './describe-browser';
import { Table } from '../../ui/table';
import { accountMessages } from './messages';

interface AccountProps {
  principal: AuthenticatedPrincipal;
  sessions: readonly ActiveSession[];
  currentSessionId?: string;
  locale: Locale;
}

export function Account({ principal, sessions, currentSessionId, locale }: AccountProps) {
  const messages = accountMessages(locale);
  const roles = principal.roles.map((role) => statusMessages(locale).role[role]).join(', ');
  return (
    <>
      <h1>{messages.title}</h1>
      <dl class="facts">
        <dt>{messages.name}</dt>
        <dd>{principal.name}</dd>
        <dt>{messages.email}</dt>
        <dd>{principal.email}</dd>
        <dt>{messages.roles}</dt>
        <dd>{roles}</dd>
      </dl>
      <p>
        <a href="/absences">{messages.absences}</a>
      </p>
      <h2>{messages.sessions}</h2>
      <Table
        head={[messages.browser, messages.ip, messages.since, messages.seen, messages.action]}
        rows={sessions.map((session) => toSessionRow(session, session.id === currentSessionId, locale))}
      />
      {sessions.some(({ id }) => id !== currentSessionId) && (
        <form method="post" action="/account/sessions/end-others" class="actions">
          <button class="careful">{messages.endOthers}</button>
        </form>
      )}
    </>
  );
}

function toSessionRow(session: ActiveSession, isCurrent: boolean, locale: Locale) {
  const messages = accountMessages(locale);
  const formatters = getFormatters(locale);
  const browser = describeBrowser(session.user_agent) ?? messages.unknown;
  const endControl = isCurrent ? (
    <span class="badge good">{messages.here}</span>
  ) : (
    <form method="post" class="inline" action={`/account/sessions/${session.id}/end`}>
      <button class="plain" aria-label={`${messages.end}: ${browser}`}>
        {messages.end}
      </button>
    </form>
  );
  return {
    key: session.id,
    cells: [
      browser,
      session.ip ?? messages.unknown,
      `${formatters.formatInstant(session.created_at.toISOString())} UTC`,
      formatters.formatRelativeTime(session.last_seen_at.toISOString()),
      endControl,
    ],
  };
}
