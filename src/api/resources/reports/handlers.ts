import type { z } from 'zod';
import type { ApiContext } from '../../http/context';
import type { Answer, Call } from '../../http/route';
import { csvOf } from './csv';
import type { Report, reportQuery } from './schema';

type Query = z.infer<typeof reportQuery>;
type Asked = Call<unknown, Query>;

const DAYS_SHOWN = 90;
const DAY_MS = 86_400_000;

/** How long it takes until somebody is ready, and what keeps them. */
export async function showReport({ context, query }: Asked): Promise<Answer> {
  return { status: 200, body: await reportFor(context, query) };
}

/** The same as one table. */
export async function downloadReport({ context, query }: Asked): Promise<Answer> {
  return { status: 200, body: csvOf(await reportFor(context, query)) };
}

const reportFor = ({ reports }: ApiContext, query: Query): Promise<Report> =>
  reports.get({ ...query, from: query.from ?? ninetyDaysAgo() });

const ninetyDaysAgo = (): string => new Date(Date.now() - DAYS_SHOWN * DAY_MS).toISOString().slice(0, 10);
