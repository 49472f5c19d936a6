import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { FirstdayError } from '../../../lib/errors';
import type { Ask } from '../../api-client';
import { type Filled, typed } from '../../ui/forms';
import { searched } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { page } from '../../http/page';
import { sentenceIn } from '../../i18n/errors';
import { orRefused } from '../../http/form-errors';
import { fileOf } from '../../http/upload';
import { CohortForm, CohortList, OneCohort } from './view';
import { cohortWords } from './messages';

const params = z.object({ id: z.uuid() });

const list = page({
  on: 'GET /cohorts',
  query: z.object({ cursor: searched }),
  handle: async ({ ask, query, locale }) => {
    const cohorts = await ask('GET /cohorts', { query });
    return { title: cohortWords(locale).title, main: <CohortList cohorts={cohorts} locale={locale} /> };
  },
});

const form = page({
  on: 'GET /cohorts/new',
  handle: ({ locale }) =>
    Promise.resolve({
      title: cohortWords(locale).title,
      main: <CohortForm filled={{ values: {} }} locale={locale} />,
    }),
});

const submit = page({
  on: 'POST /cohorts/new',
  handle: async ({ ask, locale, request, response }) => {
    const file = await fileOf(request, response);
    const values = typed(request.body);
    const given = file ?? Buffer.from(values.pasted ?? '');
    const made = await orRefused(values, () => send(ask, given, { partial: values.partial, locale }));
    if (made.refused === undefined) return { goTo: `/cohorts/${made.answer.id}`, said: 'cohort-submitted' };
    const { filled, refusal, status } = made.refused;
    return again(filled, refusal, { status, locale });
  },
});

/** CSV, or JSON where it looks like that: a list of requests, or the body that the API takes. */
function send(ask: Ask, given: Buffer, { partial, locale }: { partial?: string; locale: Locale }) {
  const text = given.toString().trim();
  if (text === '') throw new FirstdayError('invalid-request', cohortWords(locale).neither);
  const body = /^[[{]/.test(text) ? rowsIn(text) : given;
  return ask('POST /cohorts', { body, query: { partial }, idempotencyKey: randomUUID() });
}

function rowsIn(text: string): unknown {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? { rows } : rows;
  } catch {
    throw new FirstdayError('bad-json');
  }
}

function again(filled: Filled, error: FirstdayError, { status, locale }: { status: number; locale: Locale }) {
  const problem = sentenceIn(locale, error.detail);
  const main = <CohortForm filled={{ ...filled, errors: error.fields }} problem={problem} locale={locale} />;
  return { title: cohortWords(locale).title, main, status };
}

const template = page({
  on: 'GET /cohorts/template',
  handle: async ({ ask, locale }) => {
    const file = await ask('GET /cohorts/template', { query: { separator: locale === 'de' ? ';' : ',' } });
    return { file, name: 'hires.csv', mediaType: 'text/csv' };
  },
});

const one = page({
  on: 'GET /cohorts/{id}',
  params,
  query: z.object({ cursor: searched }),
  handle: async ({ ask, params: about, query, locale }) => {
    const cohort = await ask('GET /cohorts/{id}', { params: about, query });
    return { title: cohortWords(locale).title, main: <OneCohort cohort={cohort} locale={locale} /> };
  },
});

const live = page({
  on: 'GET /cohorts/{id}/live',
  params,
  handle: async ({ ask, params: about, locale }) => ({
    part: <OneCohort cohort={await ask('GET /cohorts/{id}', { params: about })} locale={locale} />,
  }),
});

const cancel = page({
  on: 'POST /cohorts/{id}/cancel',
  params,
  handle: async ({ ask, params: about, form: given }) => {
    const { reason } = typed(given);
    await ask('POST /cohorts/{id}/cancel', { params: about, body: { reason } });
    return { goTo: `/cohorts/${about.id}`, said: 'recorded' };
  },
});

const resume = page({
  on: 'POST /cohorts/{id}/resume',
  params,
  handle: async ({ ask, params: about }) => {
    await ask('POST /cohorts/{id}/resume', { params: about, body: {} });
    return { goTo: `/cohorts/${about.id}`, said: 'recorded' };
  },
});

export const cohortPages = [list, form, submit, template, one, live, cancel, resume];
