import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { type FieldError, FirstdayError } from '../../errors';
import { type Filled, typed, WHOLE } from '../forms';
import { page, type Reply, type Visit } from '../page';
import { amendable, patchOf } from './amendment';
import { AmendForm, CancelForm, MoveForm } from './change';
import { onboardingWords } from './words';

const params = z.object({ id: z.uuid() });
type Opened = Visit<{ id: string }>;

const viewIn = ({ ask, params: { id } }: Opened) => ask('GET /onboardings/{id}', { params: { id } });
const back = ({ params: { id } }: Opened): string => `/onboardings/${id}`;

/** These are no matter of what was typed: a page of their own says them. */
const ELSEWHERE: readonly string[] = ['not-found', 'forbidden', 'unavailable', 'internal'];

/** Shows the form again with what is wrong in it. @throws what is no matter of the form */
async function orAgain(change: () => Promise<Reply>, again: (errors: readonly FieldError[]) => Promise<Reply>) {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof FirstdayError) || ELSEWHERE.includes(error.code)) throw error;
    return again(error.fields.length > 0 ? error.fields : [{ field: WHOLE, message: error.detail }]);
  }
}

const statusOf = ({ errors = [] }: Filled): number => (errors.length > 0 ? 400 : 200);
const saidOf = (key: string, isConfirmed: boolean): string => (isConfirmed ? key : 'recorded');

async function showCancel(visit: Opened, errors: readonly FieldError[] = []): Promise<Reply> {
  const { ask, locale } = visit;
  const view = await viewIn(visit);
  const held = await ask('GET /onboardings/{id}/holdings', { params: visit.params });
  const filled = { values: typed(visit.form), errors };
  const main: ComponentChildren = <CancelForm view={view} held={held} filled={filled} locale={locale} />;
  return { title: onboardingWords(locale).cancelTitle, main, status: statusOf(filled) };
}

const askCancel = page({ on: 'GET /onboardings/{id}/cancel', params, handle: (visit) => showCancel(visit) });

const cancel = page({
  on: 'POST /onboardings/{id}/cancel',
  params,
  handle: (visit) =>
    orAgain(
      async () => {
        const { reason } = typed(visit.form);
        const { confirmed } = await visit.ask('POST /onboardings/{id}/cancel', {
          params: visit.params,
          body: { reason: reason?.replace(/\s+/g, ' ').trim() },
        });
        return { goTo: back(visit), said: saidOf('rollback', confirmed) };
      },
      (errors) => showCancel(visit, errors),
    ),
});

/** With a date it shows what would change; the API says why where that is impossible. */
async function showMove(visit: Opened, startDate?: string): Promise<Reply> {
  const { ask, locale, params: wanted } = visit;
  const view = await viewIn(visit);
  const asked = startDate === undefined ? undefined : { params: wanted, body: { startDate } };
  let filled: Filled = { values: { startDate: startDate ?? view.startDate } };
  const difference =
    asked &&
    (await ask('POST /onboardings/{id}/reschedule/preview', asked).catch((error: unknown) => {
      if (!(error instanceof FirstdayError) || error.code === 'forbidden') throw error;
      const reason = { field: 'startDate', message: error.detail };
      filled = { ...filled, errors: error.fields.length > 0 ? error.fields : [reason] };
      return undefined;
    }));
  const main = <MoveForm view={view} filled={filled} difference={difference} locale={locale} />;
  return { title: onboardingWords(locale).move, main, status: statusOf(filled) };
}

const askMove = page({
  on: 'GET /onboardings/{id}/reschedule',
  params,
  query: z.object({ startDate: z.string().max(40).optional() }),
  handle: (visit) => showMove(visit, visit.query.startDate),
});

const move = page({
  on: 'POST /onboardings/{id}/reschedule',
  params,
  form: z.looseObject({ startDate: z.string().max(40) }),
  handle: async (visit) => {
    const { startDate } = visit.form;
    try {
      const change = { params: visit.params, body: { startDate } };
      const { confirmed } = await visit.ask('POST /onboardings/{id}/reschedule', change);
      return { goTo: back(visit), said: saidOf('moved', confirmed) };
    } catch (error) {
      // What was possible a moment ago may not be any more: the page says why.
      if (error instanceof FirstdayError && error.code !== 'unavailable') return showMove(visit, startDate);
      throw error;
    }
  },
});

async function showAmend(visit: Opened, errors: readonly FieldError[] = []): Promise<Reply> {
  const view = await viewIn(visit);
  const values = errors.length > 0 ? typed(visit.form) : amendable(view.request);
  const filled = { values, errors };
  const main = <AmendForm view={view} filled={filled} locale={visit.locale} />;
  return { title: onboardingWords(visit.locale).amendTitle, main, status: statusOf(filled) };
}

const askAmend = page({ on: 'GET /onboardings/{id}/amend', params, handle: (visit) => showAmend(visit) });

const amend = page({
  on: 'POST /onboardings/{id}/amend',
  params,
  handle: (visit) =>
    orAgain(
      async () => {
        const { request } = await viewIn(visit);
        const body = patchOf(request, typed(visit.form));
        if (Object.keys(body).length === 0) return { goTo: back(visit) };
        const { confirmed } = await visit.ask('PATCH /onboardings/{id}', { params: visit.params, body });
        return { goTo: back(visit), said: saidOf('amended', confirmed) };
      },
      (errors) => showAmend(visit, errors),
    ),
});

export const changePages = [askCancel, cancel, askMove, move, askAmend, amend];
