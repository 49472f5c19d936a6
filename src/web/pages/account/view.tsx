import type { Actor } from '../../../api/http/access';
import type { OpenSession } from '../../../auth/open-sessions';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { statusWords } from '../../ui/status-badge';
import { browserOf } from './browser';
import { Table } from '../../ui/table';
import { accountWords } from './messages';

interface AccountProps {
  actor: Actor;
  sessions: readonly OpenSession[];
  /** The session of the browser that asks. */
  here?: string;
  locale: Locale;
}

/** Who somebody is here, and where they are signed in. */
export function Account({ actor, sessions, here, locale }: AccountProps) {
  const words = accountWords(locale);
  const roles = actor.roles.map((role) => statusWords(locale).role[role]).join(', ');
  return (
    <>
      <h1>{words.title}</h1>
      <dl class="facts">
        <dt>{words.name}</dt>
        <dd>{actor.name}</dd>
        <dt>{words.email}</dt>
        <dd>{actor.email}</dd>
        <dt>{words.roles}</dt>
        <dd>{roles}</dd>
      </dl>
      <p>
        <a href="/absences">{words.absences}</a>
      </p>
      <h2>{words.sessions}</h2>
      <Table
        head={[words.browser, words.ip, words.since, words.seen, words.action]}
        rows={sessions.map((session) => rowOf(session, session.id === here, locale))}
      />
      {sessions.some(({ id }) => id !== here) && (
        <form method="post" action="/account/sessions/end-others" class="actions">
          <button class="careful">{words.endOthers}</button>
        </form>
      )}
    </>
  );
}

function rowOf(session: OpenSession, isHere: boolean, locale: Locale) {
  const words = accountWords(locale);
  const formats = formatsOf(locale);
  const browser = browserOf(session.user_agent) ?? words.unknown;
  const ending = isHere ? (
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
      `${formats.instant(session.created_at.toISOString())} UTC`,
      formats.distance(session.seen_at.toISOString()),
      ending,
    ],
  };
}
