import { z } from 'zod';
import { ONBOARDING_STATUSES, READINESS_LEVELS } from '../../../domain/status';
import { Field, Select } from '../../ui/forms';
import { normalizeSearchText, searchDateSchema } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { statusMessages } from '../../ui/status-badge';
import { onboardingListMessages } from './messages';

const SORTS = ['attention', 'newest', 'start', 'name'] as const;

const createSearchTextSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => normalizeSearchText(text, maxLength))
    .optional();
const createOptionalEnumSchema = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values).optional().catch(undefined);
/** Query of the list. Invalid dates, locations, cursors and unknown options are ignored. */
export const filtersSchema = z.object({
  q: createSearchTextSchema(100),
  status: createOptionalEnumSchema(ONBOARDING_STATUSES),
  readiness: createOptionalEnumSchema(READINESS_LEVELS),
  department: createSearchTextSchema(80),
  location: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional()
    .catch(undefined),
  startsFrom: searchDateSchema,
  startsTo: searchDateSchema,
  sort: z.enum(SORTS).catch('attention'),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type Filters = z.infer<typeof filtersSchema>;

export function buildListUrl(filters: Partial<Filters>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return query.size > 0 ? `/onboardings?${query.toString()}` : '/onboardings';
}

export function FilterForm({ filters: filters, locale }: { filters: Filters; locale: Locale }) {
  const messages = onboardingListMessages(locale);
  const { onboarding, readiness } = statusMessages(locale);
  const formValues = { values: filters };
  return (
    <form method="get" action="/onboardings">
      <Field name="q" type="search" label={messages.search} formValues={formValues} maxLength={100} />
      <details open={isNarrowed(filters)}>
        <summary>{messages.narrow}</summary>
        <div class="filters">
          <Select
            name="status"
            label={messages.status}
            formValues={formValues}
            placeholder={messages.any}
            options={ONBOARDING_STATUSES.map((value) => ({ value, label: onboarding[value] }))}
          />
          <Select
            name="readiness"
            label={messages.readiness}
            formValues={formValues}
            placeholder={messages.any}
            options={READINESS_LEVELS.map((value) => ({ value, label: readiness[value] }))}
          />
          <Field name="department" label={messages.department} formValues={formValues} maxLength={80} />
          <Field name="startsFrom" type="date" label={messages.from} formValues={formValues} />
          <Field name="startsTo" type="date" label={messages.to} formValues={formValues} />
          <Select
            name="sort"
            label={messages.sort}
            formValues={formValues}
            options={SORTS.map((value) => ({ value, label: messages.sorts[value] }))}
          />
        </div>
      </details>
      <div class="actions">
        <button>{messages.show}</button>
        <a href="/onboardings">{messages.clear}</a>
      </div>
    </form>
  );
}

/** True if any filter besides the search text is set, or another sort order. */
const isNarrowed = ({ status, readiness, department, location, startsFrom, startsTo, sort }: Filters): boolean =>
  sort !== 'attention' || [status, readiness, department, location, startsFrom, startsTo].some(Boolean);
