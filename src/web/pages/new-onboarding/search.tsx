import { z } from 'zod';
import { formatsOf } from '../../i18n/format';
import { searchable } from '../../ui/pagination';
import { page } from '../../http/page';
import { submitWords } from './messages';

/** More would not be read in a list under a field. */
const SHOWN = 20;
/** The longest that the API searches for. */
const LONGEST = 100;

const asked = z.string().max(1_000).catch('');

const sought = (text: string) => searchable(text, LONGEST);

/** People whose name or address holds what is typed, as what a field offers. */
const people = page({
  on: 'GET /onboardings/new/people',
  query: z.object({ 'manager.email': asked }),
  handle: async ({ query, ask }) => {
    const found = await ask('GET /people', { query: { q: sought(query['manager.email']), limit: SHOWN } });
    return {
      part: found.items.map(({ email, name }) => (
        <option key={email} value={email}>
          {name}
        </option>
      )),
    };
  },
});

const models = page({
  on: 'GET /onboardings/new/models',
  query: z.object({ equipment: asked }),
  handle: async ({ query, ask, locale }) => {
    const { before, last } = lastOf(query.equipment);
    const found = await ask('GET /inventory/models', { query: { q: sought(last), limit: SHOWN } });
    const formats = formatsOf(locale);
    return {
      part: found.items.map(({ model, title, priceCents, currency, free }) => (
        <option key={model} value={before + model}>
          {`${title}, ${formats.money(priceCents, currency)}, ${submitWords(locale).free(free)}`}
        </option>
      )),
    };
  },
});

const courses = page({
  on: 'GET /onboardings/new/courses',
  query: z.object({ trainings: asked }),
  handle: async ({ query, ask }) => {
    const { before, last } = lastOf(query.trainings);
    const found = await ask('GET /trainings/courses', { query: { q: sought(last), limit: SHOWN } });
    return {
      part: found.items.map(({ course, title }) => (
        <option key={course} value={before + course}>
          {title}
        </option>
      )),
    };
  },
});

/** In a list, the code at its end is the one being typed; what is offered keeps those before it. */
function lastOf(list: string): { before: string; last: string } {
  const end = Math.max(list.lastIndexOf(','), list.lastIndexOf(';')) + 1;
  return { before: end === 0 ? '' : `${list.slice(0, end)} `, last: list.slice(end) };
}

export const searchPages = [people, models, courses];
