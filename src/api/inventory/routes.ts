import { route } from '../route';
import { addItem, showItems, showModels } from './handlers';
import { itemSchema, itemsQuery, itemsSchema, modelsQuery, modelsSchema, newItem } from './schema';

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
];
