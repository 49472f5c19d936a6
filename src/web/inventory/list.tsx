import type { z } from 'zod';
import type { itemSchema, itemsSchema, modelsSchema } from '../../api/inventory/schema';
import { formatsOf } from '../format';
import { Field, Select } from '../forms';
import { More, searchWord } from '../lists';
import type { Locale } from '../locale';
import { inventoryWords } from './words';

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
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{words.tag}</th>
          <th scope="col">{words.model}</th>
          <th scope="col">{words.price}</th>
          <th scope="col">{words.stateLabel}</th>
          <th scope="col">{words.holder}</th>
          {manages && <th scope="col">{words.action}</th>}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.tag} item={item} manages={manages} locale={locale} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item, manages, locale }: { item: Item; manages: boolean; locale: Locale }) {
  const words = inventoryWords(locale);
  const { tag, model, title, priceCents, currency, state, holder, onboardingId } = item;
  return (
    <tr>
      <th scope="row" data-label={words.tag}>
        {tag}
      </th>
      <td data-label={words.model}>
        <span>
          {title} <span class="more">{model}</span>
        </span>
      </td>
      <td data-label={words.price}>{formatsOf(locale).money(priceCents, currency)}</td>
      <td data-label={words.stateLabel}>
        <span class={`badge ${STATE_CLASS[state]}`}>{words.states[state]}</span>
      </td>
      <td data-label={words.holder}>
        {onboardingId ? <a href={`/onboardings/${onboardingId}`}>{holder ?? onboardingId}</a> : words.nobody}
      </td>
      {manages && (
        <td data-label={words.action}>
          {state === 'reserved' ? words.nobody : <Change item={item} locale={locale} />}
        </td>
      )}
    </tr>
  );
}

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
