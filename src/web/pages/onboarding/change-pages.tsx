import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { type Change, changesOf } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { type FieldError, FirstdayError } from '../../../lib/errors';
import { type Filled, typed } from '../../ui/forms';
import { page, type Reply, type Visit } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { amendable, patchOf } from './amendment';
import { AmendForm, CancelForm, MoveForm } from './change';
import { byField } from '../new-onboarding/request';
import { onboardingWords } from './messages';

const params = z.object({ id: z.uuid() });
type Opened = Visit<{ id: string }>;

const viewIn = ({ ask, params: { id } }: Opened) => ask('GET /onboardings/{id}', { params: { id } });
const back = ({ params: { id } }: Opened): string => `/onboardings/${id}`;
/** A form that would be refused is not shown. */
const isOffered = (view: OnboardingView, { actor }: Opened, change: Change): boolean =>
  changesOf(view, actor).includes(change);

const statusOf = ({ errors = [] }: Filled): number => (errors.length > 0 ? 400 : 200);
const saidOf = (key: string, isConfirmed: boolean): string => (isConfirmed ? key : 'recorded');

async function showCancel(visit: Opened, errors: readonly FieldError[] = []): Promise<Reply> {
  const { ask, locale } = visit;
  const view = await viewIn(visit);
  if (errors.length === 0 && !isOffered(view, visit, 'cancel')) return { goTo: back(visit) };
  const held = await ask('GET /onboardings/{id}/holdings', { params: visit.params });
  const filled = { values: typed(visit.form), errors };
  const main: ComponentChildren = <CancelForm view={view} held={held} filled={filled} locale={locale} />;
  return { title: onboardingWords(locale).cancelTitle, main, status: statusOf(filled) };
}

const askCancel = page({ on: 'GET /onboardings/{id}/cancel', params, handle: (visit) => showCancel(visit) });

const cancel = page({
  on: 'POST /onboardings/{id}/cancel',
  params,
  handle: async (visit) => {
    const values = typed(visit.form);
    const body = { reason: values.reason?.replace(/\s+/g, ' ').trim() };
    const asked = { params: visit.params, body };
    const done = await orRefused(values, () => visit.ask('POST /onboardings/{id}/cancel', asked));
    if (done.refused) return showCancel(visit, done.refused.filled.errors);
    return { goTo: back(visit), said: saidOf('rollback', done.answer.confirmed) };
  },
});

/** With a date it shows what would change; the API says why where that is impossible. */
async function showMove(visit: Opened, startDate?: string): Promise<Reply> {
  const { ask, locale } = visit;
  const view = await viewIn(visit);
  if (!isOffered(view, visit, 'reschedule')) return { goTo: back(visit) };
  const values = { startDate: startDate ?? view.startDate };
  const look = () => ask('POST /onboardings/{id}/reschedule/preview', { params: visit.params, body: { startDate } });
  const looked = startDate === undefined ? undefined : await orRefused(values, look, 'startDate');
  const filled = looked?.refused?.filled ?? { values };
  const difference = looked?.refused ? undefined : looked?.answer;
  const main = <MoveForm view={view} filled={filled} difference={difference} locale={locale} />;
  return { title: onboardingWords(locale).reschedule, main, status: statusOf(filled) };
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
  if (errors.length === 0 && !isOffered(view, visit, 'amend')) return { goTo: back(visit) };
  const values = errors.length > 0 ? typed(visit.form) : amendable(view.request);
  const filled = { values, errors };
  const main = <AmendForm view={view} filled={filled} locale={visit.locale} />;
  return { title: onboardingWords(visit.locale).amendTitle, main, status: statusOf(filled) };
}

const askAmend = page({ on: 'GET /onboardings/{id}/amend', params, handle: (visit) => showAmend(visit) });

const amend = page({
  on: 'POST /onboardings/{id}/amend',
  params,
  handle: async (visit) => {
    const values = typed(visit.form);
    const { request } = await viewIn(visit);
    const body = patchOf(request, values);
    if (Object.keys(body).length === 0) return { goTo: back(visit) };
    const done = await orRefused(values, () => visit.ask('PATCH /onboardings/{id}', { params: visit.params, body }));
    if (done.refused) return showAmend(visit, byField(done.refused.filled.errors, values));
    return { goTo: back(visit), said: saidOf('amended', done.answer.confirmed) };
  },
});

export const changePages = [askCancel, cancel, askMove, move, askAmend, amend];
