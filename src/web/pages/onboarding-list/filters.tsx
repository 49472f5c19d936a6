import { z } from 'zod';
import { ONBOARDING_STATUSES, READINESS } from '../../../domain/status';
import { Field, Select } from '../../ui/forms';
import { searchable, searchedDate } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { statusWords } from '../../ui/status-badge';
import { overviewWords } from './messages';

const SORTS = ['attention', 'newest', 'start', 'name'] as const;

const said = (most: number) =>
  z
    .string()
    .transform((text) => searchable(text, most))
    .optional();
const oneOf = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values).optional().catch(undefined);
/** What the address of the overview says. What nobody understands in it is as if it were not there. */
export const filters = z.object({
  q: said(100),
  status: oneOf(ONBOARDING_STATUSES),
  readiness: oneOf(READINESS),
  department: said(80),
  location: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional()
    .catch(undefined),
  startsFrom: searchedDate,
  startsTo: searchedDate,
  sort: z.enum(SORTS).catch('attention'),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type Filters = z.infer<typeof filters>;

/** The address with these filters. */
export function addressOf(wanted: Partial<Filters>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) if (value) query.set(name, value);
  return query.size > 0 ? `/onboardings?${query.toString()}` : '/onboardings';
}

/** The filters as a form, whose answer is an address. */
export function FilterForm({ wanted, locale }: { wanted: Filters; locale: Locale }) {
  const words = overviewWords(locale);
  const { onboarding, readiness } = statusWords(locale);
  const filled = { values: wanted };
  return (
    <form method="get" action="/onboardings">
      <Field name="q" type="search" label={words.search} filled={filled} maxLength={100} />
      <details open={isNarrowed(wanted)}>
        <summary>{words.narrow}</summary>
        <div class="filters">
          <Select
            name="status"
            label={words.status}
            filled={filled}
            none={words.any}
            options={ONBOARDING_STATUSES.map((value) => ({ value, label: onboarding[value] }))}
          />
          <Select
            name="readiness"
            label={words.readiness}
            filled={filled}
            none={words.any}
            options={READINESS.map((value) => ({ value, label: readiness[value] }))}
          />
          <Field name="department" label={words.department} filled={filled} maxLength={80} />
          <Field name="startsFrom" type="date" label={words.from} filled={filled} />
          <Field name="startsTo" type="date" label={words.to} filled={filled} />
          <Select
            name="sort"
            label={words.sort}
            filled={filled}
            options={SORTS.map((value) => ({ value, label: words.sorts[value] }))}
          />
        </div>
      </details>
      <div class="actions">
        <button>{words.show}</button>
        <a href="/onboardings">{words.clear}</a>
      </div>
    </form>
  );
}

/** Whether more was asked for than a name. */
const isNarrowed = ({ status, readiness, department, location, startsFrom, startsTo, sort }: Filters): boolean =>
  sort !== 'attention' || [status, readiness, department, location, startsFrom, startsTo].some(Boolean);
