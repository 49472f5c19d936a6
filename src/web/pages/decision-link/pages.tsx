import { z } from 'zod';
import { formatEmployeeName } from '../../../domain/employee-name';
import { getCurrentTitle } from '../../../domain/onboarding/pending-people';
import { translate } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import { type ErrorCode, FirstdayError } from '../../../lib/errors';
import { type FormError, readTextFields } from '../../ui/forms';
import { loadTitles } from '../../ui/load-titles';
import { definePage, type Visit } from '../../http/page';
import { actionFormSchema, submitStepAction } from '../tasks/submit-step-action';
import { TaskDetails } from '../tasks/view';
import { type LinkedStep, resolveDecisionLink } from './resolve-decision-link';
import { AlreadyDecidedMessage, ThankYouMessage } from './view';

const paramsSchema = z.object({ token: z.string().max(2_000) });
type DecisionLinkVisit = Visit<{ token: string }>;

const TOO_LATE_ERRORS: readonly ErrorCode[] = ['already-decided', 'closed'];

/** Renders the open step, or its outcome if no action is left. */
async function renderLinkedStepPage(
  visit: DecisionLinkVisit,
  linkedStep: LinkedStep,
  errors: readonly FormError[] = [],
) {
  const { locale } = visit;
  const { view, step, assigneeAccess } = linkedStep;
  if (assigneeAccess === undefined)
    return {
      title: translate(locale, 'decision-link.over'),
      main: <AlreadyDecidedMessage linkedStep={linkedStep} locale={locale} />,
    };
  const formValues = { values: readTextFields(visit.form), errors };
  const submitPath = `/decide/${visit.params.token}`;
  const titles = await loadTitles(assigneeAccess.callApi);
  const main = (
    <TaskDetails
      {...{ view, step, allowedActions: assigneeAccess.allowedActions, submitPath, formValues, titles, locale }}
    />
  );
  return {
    title: `${getCurrentTitle(step)}: ${formatEmployeeName(view.request)}`,
    main,
    status: errors.length > 0 ? 400 : 200,
  };
}

/** Must not change anything: mail programs open links as well. */
const linkedStepPage = definePage({
  name: 'GET /decide/{token}',
  params: paramsSchema,
  handle: async (visit) => renderLinkedStepPage(visit, await resolveDecisionLink(visit)),
});

const answerByLinkPage = definePage({
  name: 'POST /decide/{token}',
  params: paramsSchema,
  form: actionFormSchema,
  handle: async (visit) => {
    const { form, locale } = visit;
    const linkedStep = await resolveDecisionLink(visit);
    const { assigneeAccess, view, step } = linkedStep;
    if (assigneeAccess === undefined) return renderLinkedStepPage(visit, linkedStep);
    if (!assigneeAccess.allowedActions.includes(form.action)) throw new FirstdayError('forbidden');
    try {
      await submitStepAction(assigneeAccess.callApi, { id: view.id, step }, form);
    } catch (error) {
      if (!(error instanceof FirstdayError)) throw error;
      if (error.fields.length > 0) return renderLinkedStepPage(visit, linkedStep, wordProblem(error, locale).errors);
      // A link is no sign-in: the page behind one asks for it.
      if (error.code === 'step-up-required') return { redirectTo: `/tasks/${view.id}/${step.id}` };
      // Another person decided since the link was resolved.
      if (TOO_LATE_ERRORS.includes(error.code))
        return renderLinkedStepPage(visit, { ...(await resolveDecisionLink(visit)), assigneeAccess: undefined });
      throw error;
    }
    return {
      title: translate(locale, 'decision-link.thanks'),
      main: <ThankYouMessage action={form.action} locale={locale} />,
    };
  },
});

export const decisionLinkPages = [linkedStepPage, answerByLinkPage];
