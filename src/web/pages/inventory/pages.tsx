import { z } from 'zod';
import { mayUse } from '../../../api/http/access';
import { itemsTemplate } from '../../../api/resources/inventory/columns';
import { FirstdayError } from '../../../lib/errors';
import { type Filled, typed } from '../../ui/forms';
import { searched } from '../../ui/pagination';
import { page } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { fileOf } from '../../http/upload';
import { AddItem, ImportItems } from './forms';
import { Inventory } from './list';
import { inventoryWords } from './messages';

const MOST_MODELS = 200;
const EMPTY: Filled = { values: {} };
const tag = z.object({ tag: z.string() });

const list = page({
  on: 'GET /inventory',
  query: z.object({ q: searched, model: searched, state: searched, cursor: searched }),
  handle: async ({ ask, query, actor, locale }) => {
    const [items, models] = await Promise.all([
      ask('GET /inventory', { query }),
      ask('GET /inventory/models', { query: { limit: MOST_MODELS } }),
    ]);
    const manages = mayUse(actor, 'POST /inventory');
    const shown = { page: items, models: models.items, query, manages, locale };
    return { title: inventoryWords(locale).title, main: <Inventory {...shown} /> };
  },
});

const askForOne = page({
  on: 'GET /inventory/new',
  handle: ({ locale }) =>
    Promise.resolve({ title: inventoryWords(locale).add, main: <AddItem filled={EMPTY} locale={locale} /> }),
});

const add = page({
  on: 'POST /inventory',
  handle: async ({ ask, form, locale }) => {
    const values = typed(form);
    const body = { ...values, priceCents: centsOf(values.priceCents) };
    const { refused } = await orRefused(values, () => ask('POST /inventory', { body }));
    if (!refused) return { goTo: `/inventory?q=${encodeURIComponent(values.tag ?? '')}`, said: 'item-added' };
    const { status, ...again } = refused;
    return { title: inventoryWords(locale).add, main: <AddItem {...again} locale={locale} />, status };
  },
});

/** An amount as people write it, in cents; what is none stays as it is, and is refused. */
function centsOf(amount = ''): unknown {
  const [, whole, fraction = ''] = /^\s*(\d{1,8})(?:[.,](\d{1,2}))?\s*$/.exec(amount) ?? [];
  return whole === undefined ? amount : Number(whole + fraction.padEnd(2, '0'));
}

const askForMany = page({
  on: 'GET /inventory/import',
  handle: ({ locale }) =>
    Promise.resolve({
      title: inventoryWords(locale).importTitle,
      main: <ImportItems filled={EMPTY} locale={locale} />,
    }),
});

const importMany = page({
  on: 'POST /inventory/import',
  handle: async ({ ask, locale, request, response }) => {
    const words = inventoryWords(locale);
    const file = await fileOf(request, response);
    const { pasted = '' } = typed(request.body);
    const { refused } = await orRefused({ pasted }, () => {
      const body = file ?? Buffer.from(pasted);
      if (body.length === 0) throw new FirstdayError('invalid-request', words.neither);
      return ask('POST /inventory/import', { body });
    });
    if (!refused) return { goTo: '/inventory', said: 'items-imported' };
    const { status, ...again } = refused;
    return { title: words.importTitle, main: <ImportItems {...again} locale={locale} />, status };
  },
});

const template = page({
  on: 'GET /inventory/template',
  handle: () => Promise.resolve({ file: itemsTemplate(), name: 'equipment.csv', mediaType: 'text/csv' }),
});

const retire = page({
  on: 'POST /inventory/{tag}/retire',
  params: tag,
  handle: async ({ ask, params }) => {
    await ask('POST /inventory/{tag}/retire', { params });
    return { goTo: `/inventory?q=${encodeURIComponent(params.tag)}`, said: 'item-retired' };
  },
});

const restore = page({
  on: 'POST /inventory/{tag}/restore',
  params: tag,
  handle: async ({ ask, params }) => {
    await ask('POST /inventory/{tag}/restore', { params });
    return { goTo: `/inventory?q=${encodeURIComponent(params.tag)}`, said: 'item-restored' };
  },
});

export const inventoryPages = [list, askForOne, add, askForMany, importMany, template, retire, restore];
