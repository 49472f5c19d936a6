import { z } from 'zod';
import { getCurrentTitle } from '../../../domain/onboarding/pending-people';
import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import { type ErrorCode, FirstdayError } from '../../../lib/errors';
import { type FormError, readTextFields } from '../../ui/forms';
import { loadTitles } from '../../ui/load-titles';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { submitStepAction } from '../tasks/submit-step-action';
import { isTaskOpen, type NewHireLink, resolveNewHireLink, listNewHireTasks } from './resolve-new-hire-link';
import { renewLinkPages } from './renew-link-pages';
import { NewHireTask } from './tasks';
import { NewHirePage, RenewLinkForm, getPageTitle } from './view';

const tokenParamsSchema = z.object({ token: z.string().max(2_000) });
const taskParamsSchema = tokenParamsSchema.extend({ step: z.string().max(200) });
type TaskVisit = Visit<z.infer<typeof taskParamsSchema>>;

/** The task was closed in the meantime, for example completed by HR. */
const TOO_LATE_ERRORS: readonly ErrorCode[] = ['already-decided', 'closed', 'not-waiting'];

const renderExpiredLink = (locale: Locale): PageResponse => ({
  title: translate(locale, 'new-hire.over'),
  main: <RenewLinkForm formValues={{ values: {} }} locale={locale} />,
  status: 410,
});

/** Needs no session: the emailed token is the credential. */
const newHireHomePage = definePage({
  name: 'GET /hire/{token}',
  params: tokenParamsSchema,
  handle: async (visit) => {
    const { locale, params } = visit;
    const link = await resolveNewHireLink(visit);
    if (link === undefined) return renderExpiredLink(locale);
    const { view, callApiAsHolder } = link;
    const [holdings, titles] = await Promise.all([
      callApiAsHolder('GET /onboardings/{id}/holdings', { params: { id: view.id } }),
      loadTitles(callApiAsHolder),
    ]);
    const locationTitle = titles.getLocationTitle(view.request.job.location);
    const main = (
      <NewHirePage
        view={view}
        holdings={holdings}
        locationTitle={locationTitle}
        path={`/hire/${params.token}`}
        locale={locale}
      />
    );
    return { title: getPageTitle(view, locale), main };
  },
});

/** Renders an open task. Any other step redirects to the new hire's page. */
function renderTask(
  { locale, params, form }: TaskVisit,
  { view }: NewHireLink,
  errors: readonly FormError[] = [],
): PageResponse {
  const path = `/hire/${params.token}`;
  const step = listNewHireTasks(view).find(({ id }) => id === params.step);
  if (step === undefined || !isTaskOpen(view, step)) return { redirectTo: path };
  const formValues = { values: readTextFields(form), errors };
  const main = <NewHireTask view={view} step={step} path={path} formValues={formValues} locale={locale} />;
  return { title: getCurrentTitle(step), main, status: errors.length > 0 ? 400 : 200 };
}

const newHireTaskPage = definePage({
  name: 'GET /hire/{token}/{step}',
  params: taskParamsSchema,
  handle: async (visit) => {
    const link = await resolveNewHireLink(visit);
    return link === undefined ? renderExpiredLink(visit.locale) : renderTask(visit, link);
  },
});

const completeTaskPage = definePage({
  name: 'POST /hire/{token}/{step}',
  params: taskParamsSchema,
  form: z.looseObject({}),
  handle: async (visit) => {
    const { params, form, locale } = visit;
    const link = await resolveNewHireLink(visit);
    if (link === undefined) return renderExpiredLink(locale);
    const { view, callApiAsNewHire } = link;
    const homePath = `/hire/${params.token}`;
    const step = listNewHireTasks(view).find(({ id }) => id === params.step);
    if (step === undefined || !isTaskOpen(view, step)) return { redirectTo: homePath };
    try {
      const task = { id: view.id, step };
      const isConfirmed = await submitStepAction(callApiAsNewHire, task, { ...form, action: 'complete' });
      return { redirectTo: homePath, flash: isConfirmed ? 'complete' : 'recorded' };
    } catch (error) {
      if (!(error instanceof FirstdayError)) throw error;
      if (error.fields.length > 0) return renderTask(visit, link, wordProblem(error, locale).errors);
      if (TOO_LATE_ERRORS.includes(error.code)) return { redirectTo: homePath };
      throw error;
    }
  },
});

export const newHirePages = [newHireHomePage, newHireTaskPage, completeTaskPage, ...renewLinkPages];
