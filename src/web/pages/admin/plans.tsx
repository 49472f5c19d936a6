import { z } from 'zod';
import type { ApiResponseBodies } from '../../api-client';
import { PlanGraph } from '../../ui/charts/plan-graph';
import type { Locale } from '../../i18n/locale';
import { definePage } from '../../http/page';
import { Table } from '../../ui/table';
import { adminMessages } from './messages';

const planListPage = definePage({
  name: 'GET /admin/plans',
  handle: async ({ callApi, locale }) => {
    const { items } = await callApi('GET /plans');
    const messages = adminMessages(locale);
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
        <h1>{messages.plans}</h1>
        <Table head={[messages.courseTitle, messages.name, messages.steps]} rows={rows} />
      </>
    );
    return { title: messages.plans, main };
  },
});

const planDetailPage = definePage({
  name: 'GET /admin/plans/{name}',
  params: z.object({ name: z.string() }),
  handle: async ({ callApi, params, locale }) => {
    const plan = await callApi('GET /plans/{name}', { params });
    return { title: plan.title, main: <PlanDetails plan={plan} locale={locale} /> };
  },
});

export const planPages = [planListPage, planDetailPage];

/** Plan definition, not resolved for a hire. */
function PlanDetails({ plan, locale }: { plan: ApiResponseBodies['GET /plans/{name}']; locale: Locale }) {
  const messages = adminMessages(locale);
  const rows = plan.steps.map(({ id, title, assignee = '', start = '', due = '', when = '' }) => ({
    key: id,
    cells: [title, assignee, start, due, when],
  }));
  return (
    <>
      <h1>{plan.title}</h1>
      <PlanGraph steps={plan.steps} locale={locale} />
      <h2>{messages.steps}</h2>
      <Table head={[messages.step, messages.who, messages.start, messages.due, messages.when]} rows={rows} />
    </>
  );
}
