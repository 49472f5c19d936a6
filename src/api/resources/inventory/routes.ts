import { noBody, route } from '../../http/route';
import { itemsTemplate } from './columns';
import { addItem, showItems, showModels } from './handlers';
import { importItems, readItems } from './import';
import { restoreItem, retireItem } from './retire';
import {
  importBody,
  importedSchema,
  itemSchema,
  itemsQuery,
  itemsSchema,
  modelsQuery,
  modelsSchema,
  newItem,
  tagParams,
} from './schema';

const tag = 'Inventory';

export const inventoryRoutes = [
  route({
    on: 'GET /inventory',
    tag,
    summary: 'Items, by tag',
    query: itemsQuery,
    answers: { 200: { description: 'One page.', schema: itemsSchema } },
    handle: showItems,
  }),
  route({
    on: 'GET /inventory/models',
    tag,
    summary: 'Models that can be asked for, each with how many are free',
    query: modelsQuery,
    answers: { 200: { description: 'Those whose model or title holds `q`.', schema: modelsSchema } },
    handle: showModels,
  }),
  route({
    on: 'POST /inventory',
    tag,
    summary: 'Add an item',
    body: newItem,
    answers: { 201: { description: 'Added, and free.', schema: itemSchema } },
    problems: ['conflict'],
    handle: addItem,
  }),
  route({
    on: 'POST /inventory/import',
    tag,
    summary: 'Add many items in one file',
    description:
      'CSV with the columns `tag`, `model`, `title`, `priceCents` and `currency`, or JSON. Every row is checked first; if one is not valid, nothing is added.',
    body: importBody,
    otherBody: { mediaType: 'text/csv', example: itemsTemplate(), read: readItems },
    answers: { 201: { description: 'All are added, and free.', schema: importedSchema } },
    problems: ['invalid-rows', 'conflict'],
    handle: importItems,
  }),
  route({
    on: 'POST /inventory/{tag}/retire',
    tag,
    summary: 'Take a free item out of use',
    params: tagParams,
    body: noBody,
    answers: { 200: { description: 'Retired.', schema: itemSchema } },
    problems: ['conflict'],
    handle: retireItem,
  }),
  route({
    on: 'POST /inventory/{tag}/restore',
    tag,
    summary: 'Bring a retired item back',
    params: tagParams,
    body: noBody,
    answers: { 200: { description: 'Free again.', schema: itemSchema } },
    problems: ['conflict'],
    handle: restoreItem,
  }),
];
