import { z } from 'zod';
import { FirstdayError } from '../../../lib/errors';
import { page, type Visit } from '../../http/page';
import { ReportsView } from './view';
import { reportWords } from './messages';

/** What the API judges; a field that is left empty is none. */
const text = z.string().max(200).optional();
const filters = z.object({ from: text, to: text, department: text, plan: text });
type Filters = z.infer<typeof filters>;

const given = (query: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())));

const reports = page({
  on: 'GET /reports',
  query: filters,
  handle: async ({ ask, query, locale }) => {
    const asked = given(query);
    const [{ items }, answer] = await Promise.all([ask('GET /plans'), reportFor(ask, asked)]);
    const filled = { values: { ...query, from: query.from || answer.report?.from }, errors: answer.errors };
    const table = `/reports.csv?${new URLSearchParams(asked).toString()}`;
    const shown = {
      locale,
      filled,
      plans: new Map(items.map(({ name, title }) => [name, title])),
      report: answer.report,
      table,
    };
    return { title: reportWords(locale).title, main: <ReportsView {...shown} />, status: answer.errors ? 400 : 200 };
  },
});

/** What is wrong with the filters is said beside them. */
async function reportFor(ask: Visit['ask'], query: Record<string, string>) {
  try {
    return { report: await ask('GET /reports', { query }) };
  } catch (error) {
    if (!(error instanceof FirstdayError) || error.code !== 'invalid-request') throw error;
    return { errors: error.fields };
  }
}

const table = page({
  on: 'GET /reports.csv',
  query: filters,
  handle: async ({ ask, query }) => {
    const file = await ask('GET /reports.csv', { query: given(query) });
    return { file, name: 'firstday-report.csv', mediaType: 'text/csv' };
  },
});

export const reportPages = [reports, table];
