import { z } from 'zod';
import type { Answers } from '../ask';
import { Field, type Filled, typed, Unplaced } from '../forms';
import { formatsOf } from '../format';
import type { Locale } from '../locale';
import { page, type Visit } from '../page';
import { orRefused } from '../refusals';
import { Table } from '../table';
import { absenceWords } from './words';

const ME = { params: { email: 'me' } };
type Absence = Answers['GET /people/{email}/absences']['items'][number];

async function show({ ask, locale }: Pick<Visit, 'ask' | 'locale'>, filled: Filled = { values: {} }, status = 200) {
  const { items } = await ask('GET /people/{email}/absences', ME);
  return { title: absenceWords(locale).title, main: <Absences {...{ items, filled, locale }} />, status };
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

function Absences({ items, filled, locale }: { items: readonly Absence[]; filled: Filled; locale: Locale }) {
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

const RemoveForm = ({ id, label }: { id: string; label: string }) => (
  <form method="post" action={`/absences/${id}/remove`} class="inline">
    <button class="plain">{label}</button>
  </form>
);
