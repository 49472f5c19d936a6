import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { type OnboardingChange, listAllowedChanges } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { translate } from '../../../i18n/translate';
import { FirstdayError } from '../../../lib/errors';
import { type FormError, type FormValues, readTextFields } from '../../ui/forms';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { toAmendableFields, buildMergePatch } from './amendment';
import { AmendForm } from './amend-form';
import { CancelForm } from './cancel-form';
import type { PlanDifference } from './plan-difference';
import { RescheduleForm } from './reschedule-form';
import { mapErrorsToFields } from '../new-onboarding/build-request';

const paramsSchema = z.object({ id: z.uuid() });
type OnboardingVisit = Visit<{ id: string }>;

const loadView = ({ callApi, params: { id } }: OnboardingVisit) => callApi('GET /onboardings/{id}', { params: { id } });
const getOnboardingPath = ({ params: { id } }: OnboardingVisit): string => `/onboardings/${id}`;
/** Forms that the API would reject are not shown. */
const isChangeAllowed = (view: OnboardingResponse, { principal }: OnboardingVisit, change: OnboardingChange): boolean =>
  listAllowedChanges(view, principal).includes(change);

const getFormStatus = ({ errors = [] }: FormValues): number => (errors.length > 0 ? 400 : 200);
const chooseFlash = (key: string, isConfirmed: boolean): string => (isConfirmed ? key : 'recorded');

async function renderCancelPage(visit: OnboardingVisit, errors: readonly FormError[] = []): Promise<PageResponse> {
  const { callApi, locale } = visit;
  const view = await loadView(visit);
  if (errors.length === 0 && !isChangeAllowed(view, visit, 'cancel')) return { redirectTo: getOnboardingPath(visit) };
  const holdings = await callApi('GET /onboardings/{id}/holdings', { params: visit.params });
  const formValues = { values: readTextFields(visit.form), errors };
  const main: ComponentChildren = (
    <CancelForm view={view} holdings={holdings} formValues={formValues} locale={locale} />
  );
  return { title: translate(locale, 'onboarding.cancelTitle'), main, status: getFormStatus(formValues) };
}

const cancelFormPage = definePage({
  name: 'GET /onboardings/{id}/cancel',
  params: paramsSchema,
  handle: (visit) => renderCancelPage(visit),
});

const cancelOnboardingPage = definePage({
  name: 'POST /onboardings/{id}/cancel',
  params: paramsSchema,
  handle: async (visit) => {
    const values = readTextFields(visit.form);
    const body = { reason: values.reason?.replace(/\s+/g, ' ').trim() };
    const request = { params: visit.params, body };
    const result = await withFormErrors(visit.locale, values, () =>
      visit.callApi('POST /onboardings/{id}/cancel', request),
    );
    if (result.rejectedForm) return renderCancelPage(visit, result.rejectedForm.formValues.errors);
    return { redirectTo: getOnboardingPath(visit), flash: chooseFlash('rollback', result.response.confirmed) };
  },
});

/** Previews the change if a date is set. API errors appear beside the date field. */
async function renderReschedulePage(visit: OnboardingVisit, startDate?: string): Promise<PageResponse> {
  const { callApi, locale } = visit;
  const view = await loadView(visit);
  if (!isChangeAllowed(view, visit, 'reschedule')) return { redirectTo: getOnboardingPath(visit) };
  const values = { startDate: startDate ?? view.startDate };
  const previewReschedule = () =>
    callApi('POST /onboardings/{id}/reschedule/preview', { params: visit.params, body: { startDate } });
  const preview =
    startDate === undefined ? undefined : await withFormErrors(locale, values, previewReschedule, 'startDate');
  const formValues = preview?.rejectedForm?.formValues ?? { values };
  const difference = preview?.rejectedForm ? undefined : preview?.response;
  const main = <RescheduleForm view={view} formValues={formValues} difference={difference} locale={locale} />;
  return { title: translate(locale, 'onboarding.reschedule'), main, status: getFormStatus(formValues) };
}

const rescheduleFormPage = definePage({
  name: 'GET /onboardings/{id}/reschedule',
  params: paramsSchema,
  query: z.object({ startDate: z.string().max(40).optional() }),
  handle: (visit) => renderReschedulePage(visit, visit.query.startDate),
});

const rescheduleOnboardingPage = definePage({
  name: 'POST /onboardings/{id}/reschedule',
  params: paramsSchema,
  form: z.looseObject({ startDate: z.string().max(40) }),
  handle: async (visit) => {
    const { startDate } = visit.form;
    try {
      const change = { params: visit.params, body: { startDate } };
      const { confirmed } = await visit.callApi('POST /onboardings/{id}/reschedule', change);
      return { redirectTo: getOnboardingPath(visit), flash: chooseFlash('moved', confirmed) };
    } catch (error) {
      // The change may have become impossible since the preview: the page shows the reason.
      if (error instanceof FirstdayError && error.code !== 'unavailable') return renderReschedulePage(visit, startDate);
      throw error;
    }
  },
});

async function renderAmendPage(
  { callApi, locale }: OnboardingVisit,
  view: OnboardingResponse,
  formValues: FormValues,
  difference?: PlanDifference,
): Promise<PageResponse> {
  const [locations, departments, systems] = await Promise.all([
    callApi('GET /locations'),
    callApi('GET /departments'),
    callApi('GET /systems'),
  ]);
  const options = { locations: locations.items, departments: departments.items, systems: systems.items };
  const main = <AmendForm {...{ view, formValues, locale, difference, ...options }} />;
  return { title: translate(locale, 'onboarding.amendTitle'), main, status: getFormStatus(formValues) };
}

const amendFormPage = definePage({
  name: 'GET /onboardings/{id}/amend',
  params: paramsSchema,
  handle: async (visit) => {
    const view = await loadView(visit);
    if (!isChangeAllowed(view, visit, 'amend')) return { redirectTo: getOnboardingPath(visit) };
    return renderAmendPage(visit, view, { values: toAmendableFields(view.request) });
  },
});

/** Previews the changes, and saves them once they are confirmed. */
const amendOnboardingPage = definePage({
  name: 'POST /onboardings/{id}/amend',
  params: paramsSchema,
  handle: async (visit) => {
    const { callApi, locale, params } = visit;
    const values = readTextFields(visit.form);
    const view = await loadView(visit);
    const body = buildMergePatch(view.request, values);
    if (Object.keys(body).length === 0) return { redirectTo: getOnboardingPath(visit) };
    const renderRejected = ({ errors = [] }: FormValues) =>
      renderAmendPage(visit, view, { values, errors: mapErrorsToFields(errors, values) });
    if (values.confirmed !== 'yes') {
      const preview = await withFormErrors(locale, values, () =>
        callApi('POST /onboardings/{id}/amend/preview', { params, body }),
      );
      if (preview.rejectedForm) return renderRejected(preview.rejectedForm.formValues);
      return renderAmendPage(visit, view, { values }, preview.response);
    }
    const result = await withFormErrors(locale, values, () => callApi('PATCH /onboardings/{id}', { params, body }));
    if (result.rejectedForm) return renderRejected(result.rejectedForm.formValues);
    return { redirectTo: getOnboardingPath(visit), flash: chooseFlash('amended', result.response.confirmed) };
  },
});

export const changePages = [
  cancelFormPage,
  cancelOnboardingPage,
  rescheduleFormPage,
  rescheduleOnboardingPage,
  amendFormPage,
  amendOnboardingPage,
];
