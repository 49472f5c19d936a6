import type { Actor } from '../../api/access';
import type { OpenSession } from '../../sessions/open-sessions';
import { isPage } from '../access';
import { formatsOf } from '../format';
import type { Locale } from '../locale';
import { statusWords } from '../status';
import { browserOf } from './browser';
import { accountWords } from './words';

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
      {isPage('GET /absences') && (
        <p>
          <a href="/absences">{words.absences}</a>
        </p>
      )}
      <h2>{words.sessions}</h2>
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{words.browser}</th>
            <th scope="col">{words.ip}</th>
            <th scope="col">{words.since}</th>
            <th scope="col">{words.seen}</th>
            <th scope="col">{words.action}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.id} session={session} isHere={session.id === here} locale={locale} />
          ))}
        </tbody>
      </table>
      {sessions.some(({ id }) => id !== here) && (
        <form method="post" action="/account/sessions/end-others" class="actions">
          <button class="careful">{words.endOthers}</button>
        </form>
      )}
    </>
  );
}

function Row({ session, isHere, locale }: { session: OpenSession; isHere: boolean; locale: Locale }) {
  const words = accountWords(locale);
  const formats = formatsOf(locale);
  const browser = browserOf(session.user_agent) ?? words.unknown;
  return (
    <tr>
      <th scope="row" data-label={words.browser}>
        {browser}
      </th>
      <td data-label={words.ip}>{session.ip ?? words.unknown}</td>
      <td data-label={words.since}>{`${formats.instant(session.created_at.toISOString())} UTC`}</td>
      <td data-label={words.seen}>{formats.distance(session.seen_at.toISOString())}</td>
      <td data-label={words.action}>
        {isHere ? (
          <span class="badge good">{words.here}</span>
        ) : (
          <form method="post" class="inline" action={`/account/sessions/${session.id}/end`}>
            <button class="plain" aria-label={`${words.end}: ${browser}`}>
              {words.end}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}
