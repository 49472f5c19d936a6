import type { z } from 'zod';
import type { itemSchema, itemsSchema, modelsSchema } from '../../../api/resources/inventory/schema';
import { getFormatters } from '../../i18n/formatters';
import { Field, Select } from '../../ui/forms';
import { NextPageLink, getSearchLabel } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { Table } from '../../ui/table';
import { inventoryMessages } from './messages';

type Item = z.output<typeof itemSchema>;
type Model = z.output<typeof modelsSchema>['items'][number];

interface InventoryProps {
  page: z.output<typeof itemsSchema>;
  models: readonly Model[];
  query: Readonly<Record<string, string | undefined>>;
  canManage: boolean;
  locale: Locale;
}

const STATE_CLASSES = { free: 'good', reserved: 'busy', retired: '' } as const;

export function Inventory({ page, models, query, canManage, locale }: InventoryProps) {
  const messages = inventoryMessages(locale);
  return (
    <>
      <h1>{messages.title}</h1>
      {canManage && (
        <p class="actions">
          <a href="/inventory/new">{messages.add}</a>
          <a href="/inventory/import">{messages.import}</a>
        </p>
      )}
      <h2>{messages.models}</h2>
      <ul class="counts">
        {models.map(({ model, free, reserved }) => (
          <li key={model}>
            <a href={`/inventory?model=${encodeURIComponent(model)}`}>{model}</a>{' '}
            {`${String(free)} ${messages.states.free}, ${String(reserved)} ${messages.states.reserved}`}
          </li>
        ))}
      </ul>
      <h2>{messages.items}</h2>
      <InventorySearch models={models} query={query} locale={locale} />
      {page.items.length === 0 ? (
        <p>{messages.none}</p>
      ) : (
        <ItemTable items={page.items} canManage={canManage} locale={locale} />
      )}
      <NextPageLink path="/inventory" query={query} nextCursor={page.nextCursor} locale={locale} />
    </>
  );
}

function InventorySearch({ models, query, locale }: Pick<InventoryProps, 'models' | 'query' | 'locale'>) {
  const messages = inventoryMessages(locale);
  const formValues = { values: query };
  const states = Object.entries(messages.states).map(([value, label]) => ({ value, label }));
  return (
    <form method="get" action="/inventory" role="search" class="columns">
      <Field name="q" type="search" label={messages.search} formValues={formValues} maxLength={100} />
      <Select
        name="model"
        label={messages.model}
        formValues={formValues}
        placeholder={messages.anyModel}
        options={models.map(({ model }) => ({ value: model, label: model }))}
      />
      <Select
        name="state"
        label={messages.stateLabel}
        formValues={formValues}
        placeholder={messages.anyState}
        options={states}
      />
      <div class="actions">
        <button>{getSearchLabel(locale)}</button>
      </div>
    </form>
  );
}

function ItemTable({
  items,
  canManage: canManage,
  locale,
}: {
  items: readonly Item[];
  canManage: boolean;
  locale: Locale;
}) {
  const messages = inventoryMessages(locale);
  const head = [messages.tag, messages.model, messages.price, messages.stateLabel, messages.holder];
  const rows = items.map((item) => ({
    key: item.tag,
    cells: canManage ? [...toItemCells(item, locale), renderItemAction(item, locale)] : toItemCells(item, locale),
  }));
  return <Table head={canManage ? [...head, messages.action] : head} rows={rows} />;
}

function toItemCells({ tag, model, title, priceCents, currency, state, holder, onboardingId }: Item, locale: Locale) {
  const messages = inventoryMessages(locale);
  return [
    tag,
    <>
      {title} <span class="more">{model}</span>
    </>,
    getFormatters(locale).formatMoney(priceCents, currency),
    <span key="state" class={`badge ${STATE_CLASSES[state]}`}>
      {messages.states[state]}
    </span>,
    onboardingId ? (
      <a key="holder" href={`/onboardings/${onboardingId}`}>
        {holder ?? onboardingId}
      </a>
    ) : (
      messages.nobody
    ),
  ];
}

const renderItemAction = (item: Item, locale: Locale) =>
  item.state === 'reserved' ? inventoryMessages(locale).nobody : <ItemActionForm item={item} locale={locale} />;

function ItemActionForm({ item: { tag, state }, locale }: { item: Item; locale: Locale }) {
  const messages = inventoryMessages(locale);
  const [action, label] = state === 'free' ? ['retire', messages.retire] : ['restore', messages.restore];
  return (
    <form method="post" class="inline" action={`/inventory/${encodeURIComponent(tag)}/${action}`}>
      <button class="plain" aria-label={`${label}: ${tag}`}>
        {label}
      </button>
    </form>
  );
}
