import { emptyBodySchema, defineRoute } from '../../http/route';
import { buildItemsTemplate } from './columns';
import { addItem, getItems, getModels } from './handlers';
import { importItems, parseItemsCsv } from './import-items';
import { restoreItem, retireItem } from './retire-item';
import {
  importBodySchema,
  importResultSchema,
  itemSchema,
  itemsQuerySchema,
  itemsSchema,
  modelsQuerySchema,
  modelsSchema,
  newItemSchema,
  tagParamsSchema,
} from './schema';

const tag = 'Inventory';

export const inventoryRoutes = [
  defineRoute({
    name: 'GET /inventory',
    tag,
    summary: 'Items, by tag',
    query: itemsQuerySchema,
    responses: { 200: { description: 'One page.', schema: itemsSchema } },
    handle: getItems,
  }),
  defineRoute({
    name: 'GET /inventory/models',
    tag,
    summary: 'Models that can be asked for, each with how many are free',
    query: modelsQuerySchema,
    responses: { 200: { description: 'Those whose model or title holds `q`.', schema: modelsSchema } },
    handle: getModels,
  }),
  defineRoute({
    name: 'POST /inventory',
    tag,
    summary: 'Add an item',
    body: newItemSchema,
    responses: { 201: { description: 'Added, and free.', schema: itemSchema } },
    problems: ['conflict'],
    handle: addItem,
  }),
  defineRoute({
    name: 'POST /inventory/import',
    tag,
    summary: 'Add many items in one file',
    description:
      'CSV with the columns `tag`, `model`, `title`, `priceCents` and `currency`, or JSON. Every row is checked first; if one is not valid, nothing is added.',
    body: importBodySchema,
    nonJsonBody: { mediaType: 'text/csv', example: buildItemsTemplate(), read: parseItemsCsv },
    responses: { 201: { description: 'All are added, and free.', schema: importResultSchema } },
    problems: ['invalid-rows', 'conflict'],
    handle: importItems,
  }),
  defineRoute({
    name: 'POST /inventory/{tag}/retire',
    tag,
    summary: 'Take a free item out of use',
    params: tagParamsSchema,
    body: emptyBodySchema,
    responses: { 200: { description: 'Retired.', schema: itemSchema } },
    problems: ['conflict'],
    handle: retireItem,
  }),
  defineRoute({
    name: 'POST /inventory/{tag}/restore',
    tag,
    summary: 'Bring a retired item back',
    params: tagParamsSchema,
    body: emptyBodySchema,
    responses: { 200: { description: 'Free again.', schema: itemSchema } },
    problems: ['conflict'],
    handle: restoreItem,
  }),
];
