import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { translate } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import { ERRORS, FirstdayError } from '../../../lib/errors';
import { type FormValues, readTextFields } from '../../ui/forms';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { NewOnboarding, type SubmissionProblem } from './view';
import { PreviewOutcomeView, type PreviewOutcome } from './preview';
import { loadPreview } from './load-preview';
import { mapErrorsToFields, buildRequest, fillInManagerName } from './build-request';
import { prefillForm } from './prefill';
import { searchPages } from './search-pages';

const NO_PREVIEW: PreviewOutcome = { kind: 'none' };

const requestFormPage = definePage({
  name: 'GET /onboardings/new',
  query: z.object({ from: z.uuid().optional() }),
  handle: async (visit) => {
    const { from: id } = visit.query;
    const source = id === undefined ? undefined : await visit.callApi('GET /onboardings/{id}', { params: { id } });
    const today = new Date().toISOString().slice(0, 10);
    const values = source === undefined ? {} : prefillForm(source, today);
    return renderNewOnboardingPage(visit, { formValues: { values }, source, outcome: NO_PREVIEW });
  },
});

/** Target after a repeated sign-in: the preview itself is a POST. */
const previewRedirectPage = definePage({
  name: 'GET /onboardings/new/preview',
  handle: () => Promise.resolve({ redirectTo: '/onboardings/new' }),
});

const previewPage = definePage({
  name: 'POST /onboardings/new/preview',
  handle: async (visit) => {
    const { callApi, locale, isPartial } = visit;
    const values = await fillInManagerName(callApi, readTextFields(visit.form));
    const { outcome, errors } = await loadPreview(visit, values);
    if (isPartial) return { fragment: <PreviewOutcomeView outcome={outcome} locale={locale} /> };
    return renderNewOnboardingPage(visit, {
      formValues: { values, errors },
      outcome,
      status: errors.length > 0 ? 400 : 200,
    });
  },
});

const submitOnboardingPage = definePage({
  name: 'POST /onboardings/new',
  handle: async (visit) => {
    const { callApi } = visit;
    const values = await fillInManagerName(callApi, readTextFields(visit.form));
    try {
      const { id } = await callApi('POST /onboardings', {
        body: buildRequest(values),
        idempotencyKey: getIdempotencyKey(values),
      });
      return { redirectTo: `/onboardings/${id}`, flash: 'submitted' };
    } catch (error) {
      if (!(error instanceof FirstdayError) || error.code === 'forbidden') throw error;
      const errors = mapErrorsToFields(wordProblem(error, visit.locale).errors, values);
      const problem = { error, errors };
      return renderNewOnboardingPage(visit, {
        formValues: { values, errors },
        outcome: NO_PREVIEW,
        problem,
        status: ERRORS[error.code].status,
      });
    }
  },
});

interface NewOnboardingPageState {
  formValues: FormValues;
  /** Onboarding from which the form was filled. */
  source?: OnboardingResponse;
  outcome: PreviewOutcome;
  problem?: SubmissionProblem;
  status?: number;
}

async function renderNewOnboardingPage(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  { status, ...state }: NewOnboardingPageState,
): Promise<PageResponse> {
  const [plans, locations, departments, systems] = await Promise.all([
    callApi('GET /plans'),
    callApi('GET /locations'),
    callApi('GET /departments'),
    callApi('GET /systems'),
  ]);
  const options = {
    plans: plans.items,
    locations: locations.items,
    departments: departments.items,
    systems: systems.items,
  };
  // A key used with other content stays rejected, so a new one is issued.
  const isSpent = state.problem?.error.code === 'idempotency-key-reused';
  const idempotencyKey = isSpent ? randomUUID() : getIdempotencyKey(state.formValues.values);
  return {
    title: translate(locale, 'new-onboarding.title'),
    main: <NewOnboarding {...state} options={options} idempotencyKey={idempotencyKey} locale={locale} />,
    status,
  };
}

const getIdempotencyKey = ({ key }: FormValues['values']): string => key || randomUUID();

export const newOnboardingPages = [
  requestFormPage,
  previewRedirectPage,
  previewPage,
  submitOnboardingPage,
  ...searchPages,
];
