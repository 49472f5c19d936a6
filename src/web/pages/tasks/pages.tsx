import { z } from 'zod';
import { formatEmployeeName } from '../../../domain/employee-name';
import { listAllowedActions } from '../../../domain/onboarding/allowed-actions';
import { getCurrentTitle } from '../../../domain/onboarding/pending-people';
import { translate } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import { FirstdayError } from '../../../lib/errors';
import { type FormError, readTextFields } from '../../ui/forms';
import { loadTitles } from '../../ui/load-titles';
import { definePage, type Visit } from '../../http/page';
import { listCauseLinks } from './cause-links';
import { actionFormSchema, type ActionFormData, submitStepAction } from './submit-step-action';
import { TaskDetails, getTaskPath, TaskList } from './view';

const paramsSchema = z.object({ id: z.uuid(), step: z.string() });
type TaskParams = z.infer<typeof paramsSchema>;

const taskListPage = definePage({
  name: 'GET /tasks',
  handle: async ({ callApi, locale }) => {
    const { items } = await callApi('GET /tasks');
    return { title: translate(locale, 'tasks.title'), main: <TaskList items={items} locale={locale} /> };
  },
});

async function loadStep({ callApi, params: { id, step } }: Visit<TaskParams>) {
  const view = await callApi('GET /onboardings/{id}', { params: { id } });
  const found = view.steps.find((candidate) => candidate.id === step);
  if (found === undefined) throw new FirstdayError('not-found');
  return { view, step: found };
}

async function renderTaskPage(visit: Visit<TaskParams>, errors: readonly FormError[] = []) {
  const { view, step } = await loadStep(visit);
  const formValues = { values: readTextFields(visit.form), errors };
  const [holdings, titles] = await Promise.all([
    visit.callApi('GET /onboardings/{id}/holdings', { params: { id: view.id } }),
    loadTitles(visit.callApi),
  ]);
  const main = (
    <TaskDetails
      view={view}
      step={step}
      submitPath={getTaskPath(view.id, step.id)}
      formValues={formValues}
      assignedItems={step.kind === 'task' ? holdings.items : undefined}
      titles={titles}
      locale={visit.locale}
      allowedActions={listAllowedActions(view, step, visit.principal)}
      causeLinks={listCauseLinks(view, step, visit.principal)}
      canViewOnboarding
    />
  );
  return {
    title: `${getCurrentTitle(step)}: ${formatEmployeeName(view.request)}`,
    main,
    status: errors.length > 0 ? 400 : 200,
  };
}

const taskDetailPage = definePage({
  name: 'GET /tasks/{id}/{step}',
  params: paramsSchema,
  handle: (visit) => renderTaskPage(visit),
});

const answerTaskPage = definePage({
  name: 'POST /tasks/{id}/{step}',
  params: paramsSchema,
  form: actionFormSchema,
  handle: async (visit: Visit<TaskParams, unknown, ActionFormData>) => {
    const { view, step } = await loadStep(visit);
    try {
      const isConfirmed = await submitStepAction(visit.callApi, { id: view.id, step }, visit.form);
      // A reminder leaves the request with others: the page of the onboarding shows it.
      const redirectTo = visit.form.action === 'remind' ? `/onboardings/${view.id}` : '/tasks';
      return { redirectTo, flash: isConfirmed ? visit.form.action : 'recorded' };
    } catch (error) {
      if (error instanceof FirstdayError && error.fields.length > 0)
        return renderTaskPage(visit, wordProblem(error, visit.locale).errors);
      throw error;
    }
  },
});

export const taskPages = [taskListPage, taskDetailPage, answerTaskPage];
