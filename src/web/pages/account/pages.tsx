import { z } from 'zod';
import { endOtherSessions, endSession, openSessionsOf } from '../../../auth/open-sessions';
import { sessionOf } from '../../http/page-access';
import { sessionsOf } from '../../http/context';
import { page } from '../../http/page';
import { Account } from './view';
import { accountWords } from './messages';

const account = page({
  on: 'GET /account',
  handle: async ({ actor, locale, context, response }) => {
    const sessions = await openSessionsOf(sessionsOf(context), actor.email);
    const main = <Account actor={actor} sessions={sessions} here={sessionOf(response)?.id} locale={locale} />;
    return { title: accountWords(locale).title, main };
  },
});

const endOne = page({
  on: 'POST /account/sessions/{id}/end',
  params: z.object({ id: z.uuid() }),
  handle: async ({ actor, params, context, request }) => {
    await endSession(sessionsOf(context), { email: actor.email, id: params.id, ip: request.ip });
    return { goTo: '/account', said: 'session-ended' };
  },
});

const endOthers = page({
  on: 'POST /account/sessions/end-others',
  handle: async ({ actor, context, request, response }) => {
    const kept = sessionOf(response)?.id;
    await endOtherSessions(sessionsOf(context), { email: actor.email, kept, ip: request.ip });
    return { goTo: '/account', said: 'sessions-ended' };
  },
});

export const accountPages = [account, endOne, endOthers];
