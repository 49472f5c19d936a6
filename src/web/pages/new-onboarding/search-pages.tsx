import { z } from 'zod';
import { getFormatters } from '../../../i18n/formatters';
import { translate } from '../../../i18n/translate';
import { normalizeSearchText } from '../../ui/pagination';
import { definePage } from '../../http/page';

/** A longer list of suggestions would not be read. */
const RESULT_LIMIT = 20;
/** API limit of a search text, in characters. */
const MAX_SEARCH_LENGTH = 100;

const searchTermSchema = z.string().max(1_000).catch('');

const toSearchTerm = (text: string) => normalizeSearchText(text, MAX_SEARCH_LENGTH);

const peopleSearchPage = definePage({
  name: 'GET /onboardings/new/people',
  query: z.object({ 'manager.email': searchTermSchema }),
  handle: async ({ query, callApi }) => {
    const results = await callApi('GET /people', {
      query: { q: toSearchTerm(query['manager.email']), limit: RESULT_LIMIT },
    });
    return {
      fragment: results.items.map(({ email, name }) => (
        <option key={email} value={email}>
          {name}
        </option>
      )),
    };
  },
});

const modelSearchPage = definePage({
  name: 'GET /onboardings/new/models',
  query: z.object({ equipment: searchTermSchema }),
  handle: async ({ query, callApi, locale }) => {
    const { before, last } = splitLastEntry(query.equipment);
    const results = await callApi('GET /inventory/models', { query: { q: toSearchTerm(last), limit: RESULT_LIMIT } });
    const formatters = getFormatters(locale);
    return {
      fragment: results.items.map(({ model, title, priceCents, currency, free }) => (
        <option key={model} value={before + model}>
          {`${title}, ${formatters.formatMoney(priceCents, currency)}, ${translate(locale, 'new-onboarding.free', { count: free })}`}
        </option>
      )),
    };
  },
});

const courseSearchPage = definePage({
  name: 'GET /onboardings/new/courses',
  query: z.object({ trainings: searchTermSchema }),
  handle: async ({ query, callApi }) => {
    const { before, last } = splitLastEntry(query.trainings);
    const results = await callApi('GET /trainings/courses', { query: { q: toSearchTerm(last), limit: RESULT_LIMIT } });
    return {
      fragment: results.items.map(({ course, title }) => (
        <option key={course} value={before + course}>
          {title}
        </option>
      )),
    };
  },
});

/** Splits off the code being typed at the end of a list; suggestions keep the codes before it. */
function splitLastEntry(list: string): { before: string; last: string } {
  const end = Math.max(list.lastIndexOf(','), list.lastIndexOf(';')) + 1;
  return { before: end === 0 ? '' : `${list.slice(0, end)} `, last: list.slice(end) };
}

export const searchPages = [peopleSearchPage, modelSearchPage, courseSearchPage];
