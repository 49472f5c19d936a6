import { z } from 'zod';
import { translate } from '../../../i18n/translate';
import { definePage } from '../../http/page';
import { Account } from './view';

const OWN_ACCOUNT = { email: 'me' };

const accountOverviewPage = definePage({
  name: 'GET /account',
  handle: async ({ principal, locale, callApi }) => {
    const { items } = await callApi('GET /people/{email}/sessions', { params: OWN_ACCOUNT });
    const main = <Account principal={principal} sessions={items} locale={locale} />;
    return { title: translate(locale, 'account.title'), main };
  },
});

const endSessionPage = definePage({
  name: 'POST /account/sessions/{id}/end',
  params: z.object({ id: z.uuid() }),
  handle: async ({ params, callApi }) => {
    await callApi('DELETE /people/{email}/sessions/{id}', { params: { ...OWN_ACCOUNT, ...params } });
    return { redirectTo: '/account', flash: 'session-ended' };
  },
});

const endOtherSessionsPage = definePage({
  name: 'POST /account/sessions/end-others',
  handle: async ({ callApi }) => {
    await callApi('DELETE /people/{email}/sessions', { params: OWN_ACCOUNT });
    return { redirectTo: '/account', flash: 'sessions-ended' };
  },
});

export const accountPages = [accountOverviewPage, endSessionPage, endOtherSessionsPage];
