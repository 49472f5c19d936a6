import { randomUUID } from 'node:crypto';
import { ERRORS, FirstdayError } from '../../../lib/errors';
import type { Ask } from '../../api-client';
import { type Filled, typed } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { page, type Reply } from '../../http/page';
import { Desk, type Refusal } from './desk';
import { OutcomeOf, type Outcome } from './preview';
import { previewed } from './ask-preview';
import { byField, requestOf, withManagersName } from './request';
import { searchPages } from './search';
import { submitWords } from './messages';

const UNASKED: Outcome = { is: 'unasked' };

const blank = page({
  on: 'GET /onboardings/new',
  handle: (visit) => desk(visit, { filled: { values: {} }, outcome: UNASKED }),
});

/** Where somebody comes back to who had to sign in again. */
const backToForm = page({
  on: 'GET /onboardings/new/preview',
  handle: () => Promise.resolve({ goTo: '/onboardings/new' }),
});

const preview = page({
  on: 'POST /onboardings/new/preview',
  handle: async (visit) => {
    const { ask, locale, isPart } = visit;
    const values = await withManagersName(ask, typed(visit.form));
    const { outcome, errors } = await previewed(ask, values);
    if (isPart) return { part: <OutcomeOf outcome={outcome} locale={locale} /> };
    return desk(visit, { filled: { values, errors }, outcome, status: errors.length > 0 ? 400 : 200 });
  },
});

const submit = page({
  on: 'POST /onboardings/new',
  handle: async (visit) => {
    const { ask } = visit;
    const values = await withManagersName(ask, typed(visit.form));
    try {
      const { id } = await ask('POST /onboardings', { body: requestOf(values), idempotencyKey: keyIn(values) });
      return { goTo: `/onboardings/${id}`, said: 'submitted' };
    } catch (error) {
      if (!(error instanceof FirstdayError) || error.code === 'forbidden') throw error;
      const errors = byField(error.fields, values);
      const refusal = { error, errors };
      return desk(visit, { filled: { values, errors }, outcome: UNASKED, refusal, status: ERRORS[error.code].status });
    }
  },
});

interface Shown {
  filled: Filled;
  outcome: Outcome;
  refusal?: Refusal;
  status?: number;
}

async function desk({ ask, locale }: { ask: Ask; locale: Locale }, { status, ...shown }: Shown): Promise<Reply> {
  const [plans, locations] = await Promise.all([ask('GET /plans'), ask('GET /locations')]);
  const offered = { plans: plans.items, locations: locations.items };
  // With another content the key would be refused for ever.
  const isSpent = shown.refusal?.error.code === 'idempotency-key-reused';
  const idempotencyKey = isSpent ? randomUUID() : keyIn(shown.filled.values);
  return {
    title: submitWords(locale).title,
    main: <Desk {...shown} offered={offered} idempotencyKey={idempotencyKey} locale={locale} />,
    status,
  };
}

const keyIn = ({ key }: Filled['values']): string => key || randomUUID();

export const submitPages = [blank, backToForm, preview, submit, ...searchPages];
