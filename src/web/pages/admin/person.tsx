import { z } from 'zod';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { canUseRoute } from '../../../api/http/route-access';
import type { ApiResponseBodies } from '../../api-client';
import { definePage } from '../../http/page';
import { Field } from '../../ui/forms';
import { SampleBadge } from '../../ui/sample-badge';
import { SessionTable } from '../../ui/session-table';
import { PersonForm } from './person-form';

type Person = ApiResponseBodies['GET /people/{email}'];
type Sessions = ApiResponseBodies['GET /people/{email}/sessions']['items'];

const paramsSchema = z.object({ email: z.string() });
const getPersonPath = (email: string) => `/admin/people/${encodeURIComponent(email)}`;

const personPage = definePage({
  name: 'GET /admin/people/{email}',
  params: paramsSchema,
  handle: async ({ callApi, params, locale, principal }) => {
    const person = await callApi('GET /people/{email}', { params });
    const isAdmin = canUseRoute(principal, 'POST /people/{email}/suspend');
    const sessions = isAdmin ? (await callApi('GET /people/{email}/sessions', { params })).items : undefined;
    return { title: person.name, main: <PersonDetails person={person} sessions={sessions} locale={locale} /> };
  },
});

const replacePage = definePage({
  name: 'POST /admin/people/{email}/replace',
  params: paramsSchema,
  form: z.object({ by: z.string() }),
  handle: async ({ callApi, params, form }) => {
    const { unreachable } = await callApi('POST /people/{email}/replace', { params, body: form });
    return {
      redirectTo: getPersonPath(params.email),
      flash: unreachable.length === 0 ? 'person-replaced' : 'person-partly-replaced',
    };
  },
});

const ACTION_FLASHES = {
  suspend: 'account-suspended',
  reactivate: 'account-reactivated',
  remove: 'account-removed',
} as const;
type AccountAction = keyof typeof ACTION_FLASHES;

const defineActionPage = (action: AccountAction) =>
  definePage({
    name: `POST /admin/people/{email}/${action}`,
    params: paramsSchema,
    handle: async ({ callApi, params }) => {
      await callApi(`POST /people/{email}/${action}`, { params });
      return { redirectTo: getPersonPath(params.email), flash: ACTION_FLASHES[action] };
    },
  });

const endSessionsPage = definePage({
  name: 'POST /admin/people/{email}/sessions/end-all',
  params: paramsSchema,
  handle: async ({ callApi, params }) => {
    await callApi('DELETE /people/{email}/sessions', { params });
    return { redirectTo: getPersonPath(params.email), flash: 'sessions-ended' };
  },
});

const endSessionPage = definePage({
  name: 'POST /admin/people/{email}/sessions/{id}/end',
  params: paramsSchema.extend({ id: z.uuid() }),
  handle: async ({ callApi, params }) => {
    await callApi('DELETE /people/{email}/sessions/{id}', { params });
    return { redirectTo: getPersonPath(params.email), flash: 'session-ended' };
  },
});

export const personPages = [
  personPage,
  replacePage,
  defineActionPage('suspend'),
  defineActionPage('reactivate'),
  defineActionPage('remove'),
  endSessionsPage,
  endSessionPage,
];

interface PersonDetailsProps {
  person: Person;
  /** Undefined if the reader may not manage accounts. */
  sessions?: Sessions;
  locale: Locale;
}

function PersonDetails({ person, sessions, locale }: PersonDetailsProps) {
  const { name, email, managerEmail = '', language = '', roles, state, sample } = person;
  const t = getTranslator(locale);
  return (
    <>
      <h1>{name}</h1>
      <p>
        <span class={state === 'active' ? 'badge good' : 'badge bad'}>{t(`status.account.${state}`)}</span>{' '}
        <SampleBadge isSample={sample} locale={locale} />
      </p>
      <PendingSteps person={person} locale={locale} />
      <ReplacementForm email={email} locale={locale} />
      <PersonForm formValues={{ values: { name, email, managerEmail, language } }} roles={roles} locale={locale} />
      {sessions && <AccountControls person={person} sessions={sessions} locale={locale} />}
    </>
  );
}

function ReplacementForm({ email, locale }: { email: string; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <details>
      <summary>{t('admin.replace')}</summary>
      <form method="post" action={`${getPersonPath(email)}/replace`} class="narrow">
        <p>{t('admin.replaceHint')}</p>
        <Field
          name="by"
          type="email"
          label={t('admin.replaceBy')}
          formValues={{ values: {} }}
          required
          maxLength={254}
        />
        <button>{t('admin.replaceNow')}</button>
      </form>
    </details>
  );
}

/** Open requests to the person. */
function PendingSteps({ person: { pendingSteps }, locale }: { person: Person; locale: Locale }) {
  const t = getTranslator(locale);
  if (pendingSteps.length === 0) return <p>{t('admin.nothingPending')}</p>;
  return (
    <>
      <h2>{t('admin.pendingSteps')}</h2>
      <ul>
        {pendingSteps.map(({ onboardingId, step, title, employeeName }) => (
          <li key={`${onboardingId} ${step}`}>
            <a href={`/tasks/${onboardingId}/${step}`}>{`${title}: ${employeeName}`}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

const ACTIONS = {
  active: ['suspend', 'remove'],
  suspended: ['reactivate', 'remove'],
  removed: ['reactivate'],
} as const;

function AccountControls({ person: { email, state }, sessions, locale }: Required<PersonDetailsProps>) {
  const t = getTranslator(locale);
  const path = getPersonPath(email);
  return (
    <>
      <h2>{t('admin.account')}</h2>
      <p>{t(`admin.accountHints.${state}`)}</p>
      <div class="actions">
        {ACTIONS[state].map((action) => (
          <form key={action} method="post" action={`${path}/${action}`} class="inline">
            <button class={action === 'reactivate' ? undefined : 'careful'}>
              {t(`admin.accountActions.${action}`)}
            </button>
          </form>
        ))}
      </div>
      <h2>{t('account.sessions')}</h2>
      {sessions.length === 0 ? (
        <p>{t('admin.noSessions')}</p>
      ) : (
        <>
          <SessionTable sessions={sessions} path={`${path}/sessions`} locale={locale} />
          <form method="post" action={`${path}/sessions/end-all`} class="actions">
            <button class="careful">{t('admin.endSessions')}</button>
          </form>
        </>
      )}
    </>
  );
}
