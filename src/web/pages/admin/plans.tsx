import { z } from 'zod';
import type { Answers } from '../../api-client';
import { PlanGraph } from '../../ui/charts/graph';
import type { Locale } from '../../i18n/locale';
import { page } from '../../http/page';
import { Table } from '../../ui/table';
import { adminWords } from './messages';

const list = page({
  on: 'GET /admin/plans',
  handle: async ({ ask, locale }) => {
    const { items } = await ask('GET /plans');
    const words = adminWords(locale);
    const rows = items.map(({ name, title, steps }) => ({
      key: name,
      cells: [
        <a key={name} href={`/admin/plans/${name}`}>
          {title}
        </a>,
        name,
        steps.length,
      ],
    }));
    const main = (
      <>
        <h1>{words.plans}</h1>
        <Table head={[words.courseTitle, words.name, words.steps]} rows={rows} />
      </>
    );
    return { title: words.plans, main };
  },
});

const one = page({
  on: 'GET /admin/plans/{name}',
  params: z.object({ name: z.string() }),
  handle: async ({ ask, params, locale }) => {
    const plan = await ask('GET /plans/{name}', { params });
    return { title: plan.title, main: <Plan plan={plan} locale={locale} /> };
  },
});

export const planPages = [list, one];

/** A plan as it is written, before anybody is onboarded by it. */
function Plan({ plan, locale }: { plan: Answers['GET /plans/{name}']; locale: Locale }) {
  const words = adminWords(locale);
  const rows = plan.steps.map(({ id, title, who = '', start = '', due = '', when = '' }) => ({
    key: id,
    cells: [title, who, start, due, when],
  }));
  return (
    <>
      <h1>{plan.title}</h1>
      <PlanGraph steps={plan.steps} locale={locale} />
      <h2>{words.steps}</h2>
      <Table head={[words.step, words.who, words.start, words.due, words.when]} rows={rows} />
    </>
  );
}
