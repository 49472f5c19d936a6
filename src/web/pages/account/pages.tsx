import { z } from 'zod';
import { endOtherSessions, endSession, listOwnSessions } from '../../../auth/active-sessions';
import { translate } from '../../../i18n/translate';
import { getSession } from '../../http/auth-middleware';
import { getSessionDeps } from '../../http/context';
import { definePage } from '../../http/page';
import { Account } from './view';

const accountOverviewPage = definePage({
  name: 'GET /account',
  handle: async ({ principal, locale, context, response }) => {
    const sessions = await listOwnSessions(getSessionDeps(context), principal.email);
    const main = (
      <Account principal={principal} sessions={sessions} currentSessionId={getSession(response)?.id} locale={locale} />
    );
    return { title: translate(locale, 'account.title'), main };
  },
});

const endSessionPage = definePage({
  name: 'POST /account/sessions/{id}/end',
  params: z.object({ id: z.uuid() }),
  handle: async ({ principal, params, context, request }) => {
    await endSession(getSessionDeps(context), { email: principal.email, id: params.id, ip: request.ip });
    return { redirectTo: '/account', flash: 'session-ended' };
  },
});

const endOtherSessionsPage = definePage({
  name: 'POST /account/sessions/end-others',
  handle: async ({ principal, context, request, response }) => {
    const currentSessionId = getSession(response)?.id;
    await endOtherSessions(getSessionDeps(context), { email: principal.email, currentSessionId, ip: request.ip });
    return { redirectTo: '/account', flash: 'sessions-ended' };
  },
});

export const accountPages = [accountOverviewPage, endSessionPage, endOtherSessionsPage];
