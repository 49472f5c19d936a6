import { z } from 'zod';
import { ONBOARDING_STATUSES, READINESS_LEVELS } from '../../../domain/status';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, Select } from '../../ui/forms';
import { normalizeSearchText, searchDateSchema } from '../../ui/pagination';

const SORTS = ['attention', 'newest', 'start', 'name'] as const;

const createSearchTextSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => normalizeSearchText(text, maxLength))
    .optional()
    .catch(undefined);
const createOptionalEnumSchema = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values).optional().catch(undefined);
/** Query of the list. Repeated parameters, invalid dates, locations, cursors and unknown options are ignored. */
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

export function FilterForm({ filters, locale }: { filters: Filters; locale: Locale }) {
  const t = getTranslator(locale);
  const formValues = { values: filters };
  return (
    <form method="get" action="/onboardings">
      {filters.location && <input type="hidden" name="location" value={filters.location} />}
      <Field name="q" type="search" label={t('onboarding-list.search')} formValues={formValues} maxLength={100} />
      <details open={isNarrowed(filters)}>
        <summary>{t('onboarding-list.narrow')}</summary>
        <div class="filters">
          <Select
            name="status"
            label={t('onboarding-list.status')}
            formValues={formValues}
            placeholder={t('onboarding-list.any')}
            options={ONBOARDING_STATUSES.map((value) => ({ value, label: t(`status.onboarding.${value}`) }))}
          />
          <Select
            name="readiness"
            label={t('onboarding-list.readiness')}
            formValues={formValues}
            placeholder={t('onboarding-list.any')}
            options={READINESS_LEVELS.map((value) => ({ value, label: t(`status.readiness.${value}`) }))}
          />
          <Field name="department" label={t('onboarding-list.department')} formValues={formValues} maxLength={80} />
          <Field name="startsFrom" type="date" label={t('onboarding-list.from')} formValues={formValues} />
          <Field name="startsTo" type="date" label={t('onboarding-list.to')} formValues={formValues} />
          <Select
            name="sort"
            label={t('onboarding-list.sort')}
            formValues={formValues}
            options={SORTS.map((value) => ({ value, label: t(`onboarding-list.sorts.${value}`) }))}
          />
        </div>
      </details>
      <div class="actions">
        <button>{t('onboarding-list.show')}</button>
        <a href="/onboardings">{t('onboarding-list.clear')}</a>
      </div>
    </form>
  );
}

/** True if any filter besides the search text is set, or another sort order. */
const isNarrowed = ({ status, readiness, department, location, startsFrom, startsTo, sort }: Filters): boolean =>
  sort !== 'attention' || [status, readiness, department, location, startsFrom, startsTo].some(Boolean);
