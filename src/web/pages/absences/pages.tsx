import { z } from 'zod';
import type { Answers } from '../../api-client';
import { Field, type Filled, typed, Unplaced } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { page, type Visit } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { Table } from '../../ui/table';
import { pathOf } from '../tasks/view';
import { absenceWords } from './messages';

const ME = { params: { email: 'me' } };
type Task = Answers['GET /tasks']['items'][number];
type Absence = Answers['GET /people/{email}/absences']['items'][number];

async function show(visit: Visit, filled: Filled = { values: {} }, status = 200) {
  const { ask, locale } = visit;
  const { items } = await ask('GET /people/{email}/absences', ME);
  const waiting = items.length > 0 ? await waitingFor(visit) : [];
  return { title: absenceWords(locale).title, main: <Absences {...{ items, waiting, filled, locale }} />, status };
}

/** What asks this person already: a deputy is found only for what comes while they are away. */
async function waitingFor({ ask, actor }: Visit): Promise<Task[]> {
  const { items } = await ask('GET /tasks');
  return items.filter(({ step }) => step.people?.some(({ email }) => email === actor.email));
}

const list = page({ on: 'GET /absences', handle: (visit) => show(visit) });

const add = page({
  on: 'POST /absences',
  handle: async (visit) => {
    const values = typed(visit.form);
    const { from, to, deputy } = values;
    const declare = () => visit.ask('POST /people/{email}/absences', { ...ME, body: { from, to, deputy } });
    const { refused } = await orRefused(values, declare);
    if (refused) return show(visit, refused.filled, refused.status);
    return { goTo: '/absences', said: 'absence-added' };
  },
});

const remove = page({
  on: 'POST /absences/{id}/remove',
  params: z.object({ id: z.uuid() }),
  handle: async ({ ask, params }) => {
    await ask('DELETE /people/{email}/absences/{id}', { params: { ...ME.params, ...params } });
    return { goTo: '/absences', said: 'absence-removed' };
  },
});

export const absencePages = [list, add, remove];

interface AbsencesProps {
  items: readonly Absence[];
  /** What a deputy will not be asked. */
  waiting: readonly Task[];
  filled: Filled;
  locale: Locale;
}

function Absences({ items, waiting, filled, locale }: AbsencesProps) {
  const words = absenceWords(locale);
  const { date } = formatsOf(locale);
  const rows = items.map(({ id, from, to, deputy }) => ({
    key: id,
    cells: [date(from), date(to), deputy, <RemoveForm key={id} id={id} label={words.remove} />],
  }));
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table head={[words.from, words.to, words.deputy, words.remove]} rows={rows} />
      )}
      {waiting.length > 0 && <Waiting tasks={waiting} locale={locale} />}
      <Unplaced filled={filled} names={['from', 'to', 'deputy']} />
      <form method="post" action="/absences" class="narrow">
        <Field name="from" type="date" label={words.from} filled={filled} required />
        <Field name="to" type="date" label={words.to} filled={filled} required />
        <Field name="deputy" type="email" label={words.deputy} filled={filled} required maxLength={254} />
        <button>{words.add}</button>
      </form>
    </>
  );
}

const Waiting = ({ tasks, locale }: { tasks: readonly Task[]; locale: Locale }) => (
  <section>
    <p>{absenceWords(locale).waiting}</p>
    <ul>
      {tasks.map(({ onboardingId, step, employeeName }) => (
        <li key={`${onboardingId}/${step.id}`}>
          <a href={pathOf(onboardingId, step.id)}>{`${step.title}: ${employeeName}`}</a>
        </li>
      ))}
    </ul>
  </section>
);

const RemoveForm = ({ id, label }: { id: string; label: string }) => (
  <form method="post" action={`/absences/${id}/remove`} class="inline">
    <button class="plain">{label}</button>
  </form>
);
