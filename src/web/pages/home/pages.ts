import { z } from 'zod';
import { LOCALES, type Locale } from '../../../i18n/locales';
import { FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';
import { getPrincipal } from '../../../api/http/route-access';
import { canOpenPage } from '../../access';
import { setLocaleCookie } from '../../http/locale-cookie';
import { toLocalPath } from '../../http/redirect';
import { definePage } from '../../http/page';

/** Start pages in order of preference: the first one that the principal may open. */
const START_PATHS = ['/onboardings', '/tasks', '/account'] as const;

const homeRedirectPage = definePage({
  name: 'GET /',
  handle: ({ principal }) =>
    Promise.resolve({ redirectTo: START_PATHS.find((path) => canOpenPage(principal, `GET ${path}`)) ?? '/docs/' }),
});

const chooseLanguagePage = definePage({
  name: 'POST /language',
  form: z.object({ language: z.enum(LOCALES), back: z.unknown().optional().transform(toLocalPath) }),
  handle: async ({ form, response, callApi }) => {
    setLocaleCookie(response, form.language);
    if (getPrincipal(response)) await storeLanguage(callApi, form.language);
    return { redirectTo: form.back };
  },
});

/** Mails follow the pages, except for a person that the company's list does not name: the cookie then is the only setting. */
async function storeLanguage(callApi: ApiClient, language: Locale): Promise<void> {
  await callApi('PATCH /people/{email}', { params: { email: 'me' }, body: { language } }).catch((error: unknown) => {
    if (!(error instanceof FirstdayError) || error.code !== 'not-found') throw error;
  });
}

export const homePages = [homeRedirectPage, chooseLanguagePage];
