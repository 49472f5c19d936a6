import { z } from 'zod';
import { hasAnyOf } from '../../api/access';
import { type PageName, PAGES, rolesOf } from '../access';
import { localPath } from '../leave';
import { chooseLocale, LOCALES } from '../locale';
import { page } from '../page';

/** Where somebody begins: at the first of these that opens to them. */
const STARTS = ['/onboardings', '/tasks', '/account'] as const;

const home = page({
  on: 'GET /',
  handle: ({ actor }) => {
    const start = STARTS.find((path) => opens(`GET ${path}`, actor));
    return Promise.resolve({ goTo: start ?? '/docs/' });
  },
});

function opens(on: string, actor: Parameters<typeof hasAnyOf>[0]): boolean {
  if (!(on in PAGES)) return false;
  const roles = rolesOf(on as PageName);
  return roles === 'public' || hasAnyOf(actor, roles);
}

const language = page({
  on: 'POST /language',
  form: z.object({ language: z.enum(LOCALES), back: z.unknown().optional().transform(localPath) }),
  handle: ({ form, response }) => {
    chooseLocale(response, form.language);
    return Promise.resolve({ goTo: form.back });
  },
});

export const homePages = [home, language];
