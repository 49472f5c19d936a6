import { z } from 'zod';
import { LOCALES, type Locale } from '../../../i18n/locales';
import { FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';
import { getPrincipal } from '../../../api/http/route-access';
import { canOpenPage } from '../../access';
import { setLocaleCookie } from '../../http/locale-cookie';
import { toLocalPath } from '../../http/redirect';
import { definePage, type Visit } from '../../http/page';

/** Start pages in order of preference: the first one that the principal may open. */
const START_PATHS = ['/onboardings', '/tasks', '/account'] as const;

const homeRedirectPage = definePage({
  name: 'GET /',
  handle: async (visit) => {
    const { principal } = visit;
    if (await isSetupDue(visit)) return { redirectTo: '/admin/setup' };
    return { redirectTo: START_PATHS.find((path) => canOpenPage(principal, `GET ${path}`)) ?? '/docs/' };
  },
});

/** An administrator starts at the checklist until the company is their own, and not a sample or without a name. */
async function isSetupDue({ callApi, principal }: Pick<Visit, 'callApi' | 'principal'>): Promise<boolean> {
  if (!principal.roles.includes('admin')) return false;
  const { items } = await callApi('GET /company/setup');
  return items.some(({ code, isDone }) => code === 'company' && !isDone);
}

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
