import { employeeNameOf } from '../../../domain/employee';
import { z } from 'zod';
import { offersOf } from '../../../domain/onboarding/allowed-actions';
import { askedTitle } from '../../../domain/onboarding/pending-people';
import { type FieldError, FirstdayError } from '../../../lib/errors';
import { typed } from '../../ui/forms';
import { titlesFrom } from '../../ui/plan-titles';
import { page, type Visit } from '../../http/page';
import { actionForm, type ActionForm, answerStep } from './answer';
import { OneTask, pathOf, TaskList } from './view';
import { taskWords } from './messages';

const params = z.object({ id: z.uuid(), step: z.string() });
type Params = z.infer<typeof params>;

const list = page({
  on: 'GET /tasks',
  handle: async ({ ask, locale }) => {
    const { items } = await ask('GET /tasks');
    return { title: taskWords(locale).title, main: <TaskList items={items} locale={locale} /> };
  },
});

async function stepOf({ ask, params: { id, step } }: Visit<Params>) {
  const view = await ask('GET /onboardings/{id}', { params: { id } });
  const found = view.steps.find((candidate) => candidate.id === step);
  if (found === undefined) throw new FirstdayError('not-found');
  return { view, step: found };
}

async function show(visit: Visit<Params>, errors: readonly FieldError[] = []) {
  const { view, step } = await stepOf(visit);
  const filled = { values: typed(visit.form), errors };
  const main = (
    <OneTask
      view={view}
      step={step}
      to={pathOf(view.id, step.id)}
      filled={filled}
      titles={await titlesFrom(visit.ask)}
      locale={visit.locale}
      offers={offersOf(view, step, visit.actor)}
      hasMore
    />
  );
  return { title: `${askedTitle(step)}: ${employeeNameOf(view.request)}`, main, status: errors.length > 0 ? 400 : 200 };
}

const one = page({ on: 'GET /tasks/{id}/{step}', params, handle: (visit) => show(visit) });

const answer = page({
  on: 'POST /tasks/{id}/{step}',
  params,
  form: actionForm,
  handle: async (visit: Visit<Params, unknown, ActionForm>) => {
    const { view, step } = await stepOf(visit);
    try {
      const isConfirmed = await answerStep(visit.ask, { id: view.id, step }, visit.form, taskWords(visit.locale));
      return { goTo: '/tasks', said: isConfirmed ? visit.form.action : 'recorded' };
    } catch (error) {
      if (error instanceof FirstdayError && error.fields.length > 0) return show(visit, error.fields);
      throw error;
    }
  },
});

export const taskPages = [list, one, answer];
