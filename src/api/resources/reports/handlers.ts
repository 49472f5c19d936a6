import type { z } from 'zod';
import { pickTexts } from '../../../i18n/pick-text';
import type { ApiContext } from '../../http/context';
import type { ApiResponse, ApiCall } from '../../http/route';
import type { LocalizedReport } from './build-report';
import { formatReportCsv } from './report-csv';
import type { reportQuerySchema } from './schema';

type ReportQuery = z.infer<typeof reportQuerySchema>;
type ReportCall = ApiCall<unknown, ReportQuery>;

const DEFAULT_PERIOD_DAYS = 90;
const DAY_MS = 86_400_000;

export async function getReport({ context, query }: ReportCall): Promise<ApiResponse> {
  return { status: 200, body: await loadReport(context, query) };
}

export async function getReportCsv({ context, query, locale }: ReportCall): Promise<ApiResponse> {
  return { status: 200, body: formatReportCsv(pickTexts(await loadReport(context, query), locale)) };
}

const loadReport = ({ reports }: ApiContext, query: ReportQuery): Promise<LocalizedReport> =>
  reports.get({ ...query, from: query.from ?? getDefaultPeriodStart() });

const getDefaultPeriodStart = (): string =>
  new Date(Date.now() - DEFAULT_PERIOD_DAYS * DAY_MS).toISOString().slice(0, 10);
