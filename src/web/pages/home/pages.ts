import { z } from 'zod';
import { mayOpen } from '../../access';
import { localPath } from '../../http/redirect';
import { chooseLocale, LOCALES } from '../../i18n/locale';
import { page } from '../../http/page';

/** Where somebody begins: at the first of these that opens to them. */
const STARTS = ['/onboardings', '/tasks', '/account'] as const;

const home = page({
  on: 'GET /',
  handle: ({ actor }) => Promise.resolve({ goTo: STARTS.find((path) => mayOpen(actor, `GET ${path}`)) ?? '/docs/' }),
});

const language = page({
  on: 'POST /language',
  form: z.object({ language: z.enum(LOCALES), back: z.unknown().optional().transform(localPath) }),
  handle: ({ form, response }) => {
    chooseLocale(response, form.language);
    return Promise.resolve({ goTo: form.back });
  },
});

export const homePages = [home, language];
