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
  const words = accountMessages(locale);
  const roles = principal.roles.map((role) => statusMessages(locale).role[role]).join(', ');
  return (
    <>
      <h1>{words.title}</h1>
      <dl class="facts">
        <dt>{words.name}</dt>
        <dd>{principal.name}</dd>
        <dt>{words.email}</dt>
        <dd>{principal.email}</dd>
        <dt>{words.roles}</dt>
        <dd>{roles}</dd>
      </dl>
      <p>
        <a href="/absences">{words.absences}</a>
      </p>
      <h2>{words.sessions}</h2>
      <Table
        head={[words.browser, words.ip, words.since, words.seen, words.action]}
        rows={sessions.map((session) => toSessionRow(session, session.id === currentSessionId, locale))}
      />
      {sessions.some(({ id }) => id !== currentSessionId) && (
        <form method="post" action="/account/sessions/end-others" class="actions">
          <button class="careful">{words.endOthers}</button>
        </form>
      )}
    </>
  );
}

function toSessionRow(session: ActiveSession, isCurrent: boolean, locale: Locale) {
  const words = accountMessages(locale);
  const formats = getFormatters(locale);
  const browser = describeBrowser(session.user_agent) ?? words.unknown;
  const endControl = isCurrent ? (
    <span class="badge good">{words.here}</span>
  ) : (
    <form method="post" class="inline" action={`/account/sessions/${session.id}/end`}>
      <button class="plain" aria-label={`${words.end}: ${browser}`}>
        {words.end}
      </button>
    </form>
  );
  return {
    key: session.id,
    cells: [
      browser,
      session.ip ?? words.unknown,
      `${formats.formatInstant(session.created_at.toISOString())} UTC`,
      formats.formatRelativeTime(session.seen_at.toISOString()),
      endControl,
    ],
  };
}
