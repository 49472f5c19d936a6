import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { decodeText } from '../../../api/http/csv/decode-text';
import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';
import { createReason } from '../../../domain/reasons/reason';
import { wordProblem } from '../../../i18n/word-problem';
import { FirstdayError } from '../../../lib/errors';
import type { ApiClient } from '../../api-client';
import { type FormValues, readTextFields } from '../../ui/forms';
import { searchTextSchema } from '../../ui/pagination';
import { definePage } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { readImportForm } from '../../http/import-form';
import { parseJson } from '../../http/parse-json';
import { CohortForm, CohortList, CohortDetails } from './view';

const paramsSchema = z.object({ id: z.uuid() });

const cohortListPage = definePage({
  name: 'GET /cohorts',
  query: z.object({ cursor: searchTextSchema }),
  handle: async ({ callApi, query, locale }) => {
    const cohorts = await callApi('GET /cohorts', { query });
    return { title: translate(locale, 'cohorts.title'), main: <CohortList cohorts={cohorts} locale={locale} /> };
  },
});

const cohortFormPage = definePage({
  name: 'GET /cohorts/new',
  handle: ({ locale }) =>
    Promise.resolve({
      title: translate(locale, 'cohorts.title'),
      main: <CohortForm formValues={{ values: {} }} locale={locale} />,
    }),
});

/** Target after a repeated sign-in: the preview itself is a POST. */
const previewRedirectPage = definePage({
  name: 'GET /cohorts/new/preview',
  handle: () => Promise.resolve({ redirectTo: '/cohorts/new' }),
});

/** Keeps the content in the form, so that the import equals the check. */
const previewCohortPage = definePage({
  name: 'POST /cohorts/new/preview',
  handle: async ({ callApi, locale, request, response }) => {
    const { values, content } = await readImportForm(request, response);
    const result = await withFormErrors(locale, values, async () =>
      callApi('POST /cohorts/preview', { body: parseContent(content) }),
    );
    if (result.rejectedForm) {
      const { formValues, error, status } = result.rejectedForm;
      return renderRejectedForm(formValues, error, { status, locale });
    }
    const { errors } = result.response;
    const formValues = { values: { ...values, pasted: decodeText(content, 'text/csv') }, errors };
    const main = <CohortForm formValues={formValues} preview={result.response} locale={locale} />;
    return { title: translate(locale, 'cohorts.title'), main };
  },
});

const submitCohortPage = definePage({
  name: 'POST /cohorts/new',
  handle: async ({ callApi, locale, request, response }) => {
    const { values, content } = await readImportForm(request, response);
    const result = await withFormErrors(locale, values, () => submitCohort(callApi, content, values.partial));
    if (result.rejectedForm === undefined)
      return { redirectTo: `/cohorts/${result.response.id}`, flash: 'cohort-submitted' };
    const { formValues, error, status } = result.rejectedForm;
    return renderRejectedForm(formValues, error, { status, locale });
  },
});

const submitCohort = async (callApi: ApiClient, content: Buffer, partial: string | undefined) =>
  callApi('POST /cohorts', { body: parseContent(content), query: { partial }, idempotencyKey: randomUUID() });

/** Takes CSV or JSON, detected by its first character. JSON is a list of requests or the API body. */
function parseContent(content: Buffer): unknown {
  const text = content.toString().trim();
  if (text === '') throw new FirstdayError('invalid-request', createReason('invalid-request.no-content', {}));
  return /^[[{]/.test(text) ? parseJsonRows(text) : content;
}

function parseJsonRows(text: string): unknown {
  const rows = parseJson(text);
  return Array.isArray(rows) ? { rows } : rows;
}

function renderRejectedForm(
  formValues: FormValues,
  error: FirstdayError,
  { status, locale }: { status: number; locale: Locale },
) {
  const { detail, errors } = wordProblem(error, locale);
  const main = <CohortForm formValues={{ ...formValues, errors }} problem={detail} locale={locale} />;
  return { title: translate(locale, 'cohorts.title'), main, status };
}

const cohortTemplatePage = definePage({
  name: 'GET /cohorts/template',
  handle: async ({ callApi, locale }) => {
    const file = await callApi('GET /cohorts/template', { query: { separator: locale === 'de' ? ';' : ',' } });
    return { file, name: 'hires.csv', mediaType: 'text/csv' };
  },
});

const pageQuerySchema = z.object({ cursor: searchTextSchema });

const cohortDetailPage = definePage({
  name: 'GET /cohorts/{id}',
  params: paramsSchema,
  query: pageQuerySchema,
  handle: async ({ callApi, params, query, locale }) => {
    const cohort = await callApi('GET /cohorts/{id}', { params, query });
    return {
      title: translate(locale, 'cohorts.title'),
      main: <CohortDetails cohort={cohort} cursor={query.cursor} locale={locale} />,
    };
  },
});

const cohortLivePage = definePage({
  name: 'GET /cohorts/{id}/live',
  params: paramsSchema,
  query: pageQuerySchema,
  handle: async ({ callApi, params, query, locale }) => {
    const cohort = await callApi('GET /cohorts/{id}', { params, query });
    return { fragment: <CohortDetails cohort={cohort} cursor={query.cursor} locale={locale} /> };
  },
});

const cancelCohortPage = definePage({
  name: 'POST /cohorts/{id}/cancel',
  params: paramsSchema,
  handle: async ({ callApi, params, form }) => {
    const { reason } = readTextFields(form);
    await callApi('POST /cohorts/{id}/cancel', { params, body: { reason } });
    return { redirectTo: `/cohorts/${params.id}`, flash: 'recorded' };
  },
});

const resumeCohortPage = definePage({
  name: 'POST /cohorts/{id}/resume',
  params: paramsSchema,
  handle: async ({ callApi, params }) => {
    await callApi('POST /cohorts/{id}/resume', { params, body: {} });
    return { redirectTo: `/cohorts/${params.id}`, flash: 'recorded' };
  },
});

export const cohortPages = [
  cohortListPage,
  cohortFormPage,
  previewRedirectPage,
  previewCohortPage,
  submitCohortPage,
  cohortTemplatePage,
  cohortDetailPage,
  cohortLivePage,
  cancelCohortPage,
  resumeCohortPage,
];
