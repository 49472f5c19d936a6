import { defineRoute } from '../../http/route';
import { REPORT_COLUMNS } from './report-csv';
import { getReportCsv, getReport } from './handlers';
import { reportQuerySchema, reportSchema } from './schema';

const tag = 'Reports';
const description = 'About those whose first day is in the period. Holds numbers, and nobody’s name.';

export const reportRoutes = [
  defineRoute({
    name: 'GET /reports',
    tag,
    summary: 'How long it takes until somebody is ready, and what keeps them',
    description,
    query: reportQuerySchema,
    responses: { 200: { description: 'The report.', schema: reportSchema } },
    handle: getReport,
  }),
  defineRoute({
    name: 'GET /reports.csv',
    tag,
    summary: 'The same as one table',
    description,
    query: reportQuerySchema,
    responses: { 200: { description: 'The table.', mediaType: 'text/csv', example: REPORT_COLUMNS.join(',') } },
    handle: getReportCsv,
  }),
];
