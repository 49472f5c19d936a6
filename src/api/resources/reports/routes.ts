import { route } from '../../http/route';
import { COLUMNS } from './csv';
import { downloadReport, showReport } from './handlers';
import { reportQuery, reportSchema } from './schema';

const tag = 'Reports';
const description = 'About those whose first day is in the period. Holds numbers, and nobody’s name.';

export const reportRoutes = [
  route({
    on: 'GET /reports',
    tag,
    summary: 'How long it takes until somebody is ready, and what keeps them',
    description,
    query: reportQuery,
    answers: { 200: { description: 'The report.', schema: reportSchema } },
    handle: showReport,
  }),
  route({
    on: 'GET /reports.csv',
    tag,
    summary: 'The same as one table',
    description,
    query: reportQuery,
    answers: { 200: { description: 'The table.', mediaType: 'text/csv', example: COLUMNS.join(',') } },
    handle: downloadReport,
  }),
];
