import type { z } from 'zod';
import type { itemSchema, itemsSchema, modelsSchema } from '../../../api/resources/inventory/schema';
import { formatsOf } from '../../i18n/format';
import { Field, Select } from '../../ui/forms';
import { More, searchWord } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { Table } from '../../ui/table';
import { inventoryWords } from './messages';

type Item = z.output<typeof itemSchema>;
type Model = z.output<typeof modelsSchema>['items'][number];

interface ListProps {
  page: z.output<typeof itemsSchema>;
  models: readonly Model[];
  query: Readonly<Record<string, string | undefined>>;
  /** Whether this person may change anything here. */
  manages: boolean;
  locale: Locale;
}

const STATE_CLASS = { free: 'good', reserved: 'busy', retired: '' } as const;

/** What there is, who has it, and how much of it is left. */
export function Inventory({ page, models, query, manages, locale }: ListProps) {
  const words = inventoryWords(locale);
  return (
    <>
      <h1>{words.title}</h1>
      {manages && (
        <p class="actions">
          <a href="/inventory/new">{words.add}</a>
          <a href="/inventory/import">{words.import}</a>
        </p>
      )}
      <h2>{words.models}</h2>
      <ul class="counts">
        {models.map(({ model, free, reserved }) => (
          <li key={model}>
            <a href={`/inventory?model=${encodeURIComponent(model)}`}>{model}</a>{' '}
            {`${String(free)} ${words.states.free}, ${String(reserved)} ${words.states.reserved}`}
          </li>
        ))}
      </ul>
      <h2>{words.items}</h2>
      <Search models={models} query={query} locale={locale} />
      {page.items.length === 0 ? <p>{words.none}</p> : <Items items={page.items} manages={manages} locale={locale} />}
      <More path="/inventory" query={query} nextCursor={page.nextCursor} locale={locale} />
    </>
  );
}

function Search({ models, query, locale }: Pick<ListProps, 'models' | 'query' | 'locale'>) {
  const words = inventoryWords(locale);
  const filled = { values: query };
  const states = Object.entries(words.states).map(([value, label]) => ({ value, label }));
  return (
    <form method="get" action="/inventory" role="search" class="columns">
      <Field name="q" type="search" label={words.search} filled={filled} maxLength={100} />
      <Select
        name="model"
        label={words.model}
        filled={filled}
        none={words.anyModel}
        options={models.map(({ model }) => ({ value: model, label: model }))}
      />
      <Select name="state" label={words.stateLabel} filled={filled} none={words.anyState} options={states} />
      <div class="actions">
        <button>{searchWord(locale)}</button>
      </div>
    </form>
  );
}

function Items({ items, manages, locale }: { items: readonly Item[]; manages: boolean; locale: Locale }) {
  const words = inventoryWords(locale);
  const head = [words.tag, words.model, words.price, words.stateLabel, words.holder];
  const rows = items.map((item) => ({
    key: item.tag,
    cells: manages ? [...cellsOf(item, locale), actionOn(item, locale)] : cellsOf(item, locale),
  }));
  return <Table head={manages ? [...head, words.action] : head} rows={rows} />;
}

function cellsOf({ tag, model, title, priceCents, currency, state, holder, onboardingId }: Item, locale: Locale) {
  const words = inventoryWords(locale);
  return [
    tag,
    <>
      {title} <span class="more">{model}</span>
    </>,
    formatsOf(locale).money(priceCents, currency),
    <span key="state" class={`badge ${STATE_CLASS[state]}`}>
      {words.states[state]}
    </span>,
    onboardingId ? (
      <a key="holder" href={`/onboardings/${onboardingId}`}>
        {holder ?? onboardingId}
      </a>
    ) : (
      words.nobody
    ),
  ];
}

const actionOn = (item: Item, locale: Locale) =>
  item.state === 'reserved' ? inventoryWords(locale).nobody : <Change item={item} locale={locale} />;

function Change({ item: { tag, state }, locale }: { item: Item; locale: Locale }) {
  const words = inventoryWords(locale);
  const [action, label] = state === 'free' ? ['retire', words.retire] : ['restore', words.restore];
  return (
    <form method="post" class="inline" action={`/inventory/${encodeURIComponent(tag)}/${action}`}>
      <button class="plain" aria-label={`${label}: ${tag}`}>
        {label}
      </button>
    </form>
  );
}
