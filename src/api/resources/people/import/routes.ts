import { defineRoute } from '../../../http/route';
import { buildPeopleTemplate } from './columns';
import { importPeople, parsePeopleCsv, previewPeople } from './handlers';
import { importBodySchema, importPreviewSchema, importQuerySchema, importResultSchema } from '../import-schema';

const tag = 'People';
const file = { mediaType: 'text/csv', example: buildPeopleTemplate(), read: parsePeopleCsv };

export const peopleImportRoutes = [
  defineRoute({
    name: 'POST /people/import',
    tag,
    summary: 'Add many people in one file',
    description:
      'CSV with the columns `email` and `name` and, if there are any, `roles` (separated by spaces), `managerEmail` and ' +
      '`language`, or JSON. Every row is checked first; if one is not valid, nobody is added. An address that is there ' +
      'already is not valid.',
    query: importQuerySchema,
    body: importBodySchema,
    nonJsonBody: file,
    responses: { 201: { description: 'All are added.', schema: importResultSchema } },
    problems: ['invalid-rows', 'conflict', 'step-up-required'],
    handle: importPeople,
  }),
  defineRoute({
    name: 'POST /people/import/preview',
    tag,
    summary: 'Check a file of people',
    description: 'As the import, and adds nobody.',
    body: importBodySchema,
    nonJsonBody: file,
    responses: { 200: { description: 'What is wrong with it, row by row.', schema: importPreviewSchema } },
    handle: previewPeople,
  }),
];
