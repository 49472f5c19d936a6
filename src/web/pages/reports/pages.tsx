import { z } from 'zod';
import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import { FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';
import { definePage } from '../../http/page';
import { ReportsView } from './view';

/** Validated by the API; an empty text means no filter. */
const filterTextSchema = z.string().max(200).optional();
const reportFiltersSchema = z.object({
  from: filterTextSchema,
  to: filterTextSchema,
  department: filterTextSchema,
  plan: filterTextSchema,
});
type ReportFilters = z.infer<typeof reportFiltersSchema>;

const omitEmptyFilters = (query: ReportFilters): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())));

const reportViewPage = definePage({
  name: 'GET /reports',
  query: reportFiltersSchema,
  handle: async ({ callApi, query, locale }) => {
    const filters = omitEmptyFilters(query);
    const [{ items }, result] = await Promise.all([callApi('GET /plans'), loadReport(callApi, locale, filters)]);
    const formValues = { values: { ...query, from: query.from || result.report?.from }, errors: result.errors };
    const csvUrl = `/reports.csv?${new URLSearchParams(filters).toString()}`;
    const props = {
      locale,
      formValues,
      plans: new Map(items.map(({ name, title }) => [name, title])),
      report: result.report,
      csvUrl,
    };
    return {
      title: translate(locale, 'reports.title'),
      main: <ReportsView {...props} />,
      status: result.errors ? 400 : 200,
    };
  },
});

/** Returns errors of the filters instead of throwing, to show them beside the fields. */
async function loadReport(callApi: ApiClient, locale: Locale, query: Record<string, string>) {
  try {
    return { report: await callApi('GET /reports', { query }) };
  } catch (error) {
    if (!(error instanceof FirstdayError) || error.code !== 'invalid-request') throw error;
    return { errors: wordProblem(error, locale).errors };
  }
}

const reportCsvPage = definePage({
  name: 'GET /reports.csv',
  query: reportFiltersSchema,
  handle: async ({ callApi, query }) => {
    const file = await callApi('GET /reports.csv', { query: omitEmptyFilters(query) });
    return { file, name: 'firstday-report.csv', mediaType: 'text/csv' };
  },
});

export const reportPages = [reportViewPage, reportCsvPage];
