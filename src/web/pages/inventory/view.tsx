import type { z } from 'zod';
import {
  ITEM_STATES,
  type itemSchema,
  type itemsSchema,
  type modelsSchema,
} from '../../../api/resources/inventory/schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { EmptyState, isFiltered, NoMatches } from '../../ui/empty-state';
import { Field, Select } from '../../ui/forms';
import { NextPageLink } from '../../ui/pagination';
import { SampleBadge } from '../../ui/sample-badge';
import { Table } from '../../ui/table';

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
  const t = getTranslator(locale);
  return (
    <>
      <h1>{t('inventory.title')}</h1>
      {canManage && (
        <p class="actions">
          <a href="/inventory/new">{t('inventory.add')}</a>
          <a href="/inventory/import">{t('inventory.import')}</a>
        </p>
      )}
      <h2>{t('inventory.models')}</h2>
      <ul class="counts">
        {models.map(({ model, free, reserved }) => (
          <li key={model}>
            <a href={`/inventory?model=${encodeURIComponent(model)}`}>{model}</a>{' '}
            {t('inventory.modelCounts', { free, reserved })}
          </li>
        ))}
      </ul>
      <h2>{t('inventory.items')}</h2>
      <InventorySearch models={models} query={query} locale={locale} />
      {page.items.length === 0 ? (
        <NoItems query={query} canManage={canManage} locale={locale} />
      ) : (
        <ItemTable items={page.items} canManage={canManage} locale={locale} />
      )}
      <NextPageLink path="/inventory" query={query} nextCursor={page.nextCursor} locale={locale} />
    </>
  );
}

function NoItems({ query, canManage, locale }: Pick<InventoryProps, 'query' | 'canManage' | 'locale'>) {
  const t = getTranslator(locale);
  if (isFiltered(query)) return <NoMatches path="/inventory" locale={locale} />;
  if (!canManage) return <EmptyState text={t('inventory.noneForReader')} />;
  const links = [
    { href: '/inventory/new', label: t('inventory.add') },
    { href: '/inventory/import', label: t('inventory.import') },
  ];
  return <EmptyState text={t('inventory.none')} links={links} />;
}

function InventorySearch({ models, query, locale }: Pick<InventoryProps, 'models' | 'query' | 'locale'>) {
  const t = getTranslator(locale);
  const formValues = { values: query };
  const states = ITEM_STATES.map((state) => ({ value: state, label: t(`inventory.states.${state}`) }));
  return (
    <form method="get" action="/inventory" role="search" class="columns">
      <Field name="q" type="search" label={t('inventory.search')} formValues={formValues} maxLength={100} />
      <Select
        name="model"
        label={t('inventory.model')}
        formValues={formValues}
        placeholder={t('inventory.anyModel')}
        options={models.map(({ model }) => ({ value: model, label: model }))}
      />
      <Select
        name="state"
        label={t('inventory.stateLabel')}
        formValues={formValues}
        placeholder={t('inventory.anyState')}
        options={states}
      />
      <div class="actions">
        <button>{t('pagination.search')}</button>
      </div>
    </form>
  );
}

function ItemTable({ items, canManage, locale }: { items: readonly Item[]; canManage: boolean; locale: Locale }) {
  const t = getTranslator(locale);
  const head = [
    t('inventory.tag'),
    t('inventory.model'),
    t('inventory.price'),
    t('inventory.stateLabel'),
    t('inventory.holder'),
  ];
  const rows = items.map((item) => ({
    key: item.tag,
    cells: canManage ? [...toItemCells(item, locale), renderItemAction(item, locale)] : toItemCells(item, locale),
  }));
  return <Table head={canManage ? [...head, t('inventory.action')] : head} rows={rows} />;
}

function toItemCells(
  { tag, model, title, location, priceCents, currency, state, holder, onboardingId, sample }: Item,
  locale: Locale,
) {
  const t = getTranslator(locale);
  return [
    tag,
    <>
      {title} <SampleBadge isSample={sample} locale={locale} />
      <span class="more">{[model, location].filter(Boolean).join(' · ')}</span>
    </>,
    getFormatters(locale).formatMoney(priceCents, currency),
    <span key="state" class={`badge ${STATE_CLASSES[state]}`}>
      {t(`inventory.states.${state}`)}
    </span>,
    onboardingId ? (
      <a key="holder" href={`/onboardings/${onboardingId}`}>
        {holder ?? onboardingId}
      </a>
    ) : (
      t('inventory.nobody')
    ),
  ];
}

const renderItemAction = (item: Item, locale: Locale) =>
  item.state === 'reserved' ? translate(locale, 'inventory.nobody') : <ItemActionForm item={item} locale={locale} />;

function ItemActionForm({ item: { tag, state }, locale }: { item: Item; locale: Locale }) {
  const t = getTranslator(locale);
  const [action, label] = state === 'free' ? ['retire', t('inventory.retire')] : ['restore', t('inventory.restore')];
  return (
    <form method="post" class="inline" action={`/inventory/${encodeURIComponent(tag)}/${action}`}>
      <button class="plain" aria-label={`${label}: ${tag}`}>
        {label}
      </button>
    </form>
  );
}
