import { route } from '../route';
import { addItem, showItems } from './handlers';
import { itemSchema, itemsQuery, itemsSchema, newItem } from './schema';

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
    on: 'POST /inventory',
    tag,
    summary: 'Add an item',
    body: newItem,
    answers: { 201: { description: 'Added, and free.', schema: itemSchema } },
    problems: ['conflict'],
    handle: addItem,
  }),
];
