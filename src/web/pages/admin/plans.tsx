import { z } from 'zod';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { PlanGraph } from '../../ui/charts/plan-graph';
import { definePage } from '../../http/page';
import { Table } from '../../ui/table';

const planListPage = definePage({
  name: 'GET /admin/plans',
  handle: async ({ callApi, locale }) => {
    const { items } = await callApi('GET /plans');
    const t = getTranslator(locale);
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
        <h1>{t('admin.plans')}</h1>
        <Table head={[t('admin.courseTitle'), t('admin.name'), t('admin.steps')]} rows={rows} />
      </>
    );
    return { title: t('admin.plans'), main };
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
  const t = getTranslator(locale);
  const rows = plan.steps.map(({ id, title, assignee = '', start = '', due = '', when = '', forEach }) => ({
    key: id,
    cells: [title, assignee, start, due, forEach === undefined ? when : t('admin.forEach', { elements: forEach })],
  }));
  return (
    <>
      <h1>{plan.title}</h1>
      <PlanGraph steps={plan.steps} locale={locale} />
      <h2>{t('admin.steps')}</h2>
      <Table head={[t('admin.step'), t('admin.who'), t('admin.start'), t('admin.due'), t('admin.when')]} rows={rows} />
    </>
  );
}
