import { z } from 'zod';
import { canUseRoute } from '../../../api/http/route-access';
import { buildItemsTemplate } from '../../../api/resources/inventory/columns';
import { getTranslator, translate } from '../../../i18n/translate';
import { type FormValues, readTextFields } from '../../ui/forms';
import { searchTextSchema } from '../../ui/pagination';
import { definePage } from '../../http/page';
import { withFormErrors } from '../../http/form-errors';
import { readImportForm, requireContent } from '../../http/import-form';
import { AddItemForm, ImportItemsForm } from './forms';
import { Inventory } from './view';

const MODEL_LIMIT = 200;
const EMPTY_FORM_VALUES: FormValues = { values: {} };
const tagParamsSchema = z.object({ tag: z.string() });

const inventoryListPage = definePage({
  name: 'GET /inventory',
  query: z.object({ q: searchTextSchema, model: searchTextSchema, state: searchTextSchema, cursor: searchTextSchema }),
  handle: async ({ callApi, query, principal, locale }) => {
    const [items, models] = await Promise.all([
      callApi('GET /inventory', { query }),
      callApi('GET /inventory/models', { query: { limit: MODEL_LIMIT } }),
    ]);
    const canManage = canUseRoute(principal, 'POST /inventory');
    const props = { page: items, models: models.items, query, canManage, locale };
    return { title: translate(locale, 'inventory.title'), main: <Inventory {...props} /> };
  },
});

const addItemFormPage = definePage({
  name: 'GET /inventory/new',
  handle: ({ locale }) =>
    Promise.resolve({
      title: translate(locale, 'inventory.add'),
      main: <AddItemForm formValues={EMPTY_FORM_VALUES} locale={locale} />,
    }),
});

const addItemPage = definePage({
  name: 'POST /inventory',
  handle: async ({ callApi, form, locale }) => {
    const values = readTextFields(form);
    const body = { ...values, priceCents: parseCents(values.priceCents) };
    const { rejectedForm } = await withFormErrors(locale, values, () => callApi('POST /inventory', { body }));
    if (!rejectedForm)
      return { redirectTo: `/inventory?q=${encodeURIComponent(values.tag ?? '')}`, flash: 'item-added' };
    const { status, ...formProps } = rejectedForm;
    return { title: translate(locale, 'inventory.add'), main: <AddItemForm {...formProps} locale={locale} />, status };
  },
});

/** Parses an amount such as `12,50` into cents. Other text is returned unchanged, for the API to reject. */
function parseCents(amount = ''): unknown {
  const [, whole, fraction = ''] = /^\s*(\d{1,8})(?:[.,](\d{1,2}))?\s*$/.exec(amount) ?? [];
  return whole === undefined ? amount : Number(whole + fraction.padEnd(2, '0'));
}

const importItemsFormPage = definePage({
  name: 'GET /inventory/import',
  handle: ({ locale }) =>
    Promise.resolve({
      title: translate(locale, 'inventory.importTitle'),
      main: <ImportItemsForm formValues={EMPTY_FORM_VALUES} locale={locale} />,
    }),
});

const importItemsPage = definePage({
  name: 'POST /inventory/import',
  handle: async ({ callApi, locale, request, response }) => {
    const t = getTranslator(locale);
    const { values, content } = await readImportForm(request, response);
    const { rejectedForm } = await withFormErrors(locale, values, () =>
      callApi('POST /inventory/import', { body: requireContent(content) }),
    );
    if (!rejectedForm) return { redirectTo: '/inventory', flash: 'items-imported' };
    const { status, ...formProps } = rejectedForm;
    return { title: t('inventory.importTitle'), main: <ImportItemsForm {...formProps} locale={locale} />, status };
  },
});

const inventoryTemplatePage = definePage({
  name: 'GET /inventory/template',
  handle: () => Promise.resolve({ file: buildItemsTemplate(), name: 'equipment.csv', mediaType: 'text/csv' }),
});

const retireItemPage = definePage({
  name: 'POST /inventory/{tag}/retire',
  params: tagParamsSchema,
  handle: async ({ callApi, params }) => {
    await callApi('POST /inventory/{tag}/retire', { params });
    return { redirectTo: `/inventory?q=${encodeURIComponent(params.tag)}`, flash: 'item-retired' };
  },
});

const restoreItemPage = definePage({
  name: 'POST /inventory/{tag}/restore',
  params: tagParamsSchema,
  handle: async ({ callApi, params }) => {
    await callApi('POST /inventory/{tag}/restore', { params });
    return { redirectTo: `/inventory?q=${encodeURIComponent(params.tag)}`, flash: 'item-restored' };
  },
});

export const inventoryPages = [
  inventoryListPage,
  addItemFormPage,
  addItemPage,
  importItemsFormPage,
  importItemsPage,
  inventoryTemplatePage,
  retireItemPage,
  restoreItemPage,
];
