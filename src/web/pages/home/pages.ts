import { z } from 'zod';
import { LOCALES } from '../../../i18n/locales';
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
  handle: ({ form, response }) => {
    setLocaleCookie(response, form.language);
    return Promise.resolve({ redirectTo: form.back });
  },
});

export const homePages = [homeRedirectPage, chooseLanguagePage];
