import { canUseRoute, getVisibilityScope } from '../../../api/http/route-access';
import { getTranslator } from '../../../i18n/translate';
import { FirstdayError } from '../../../lib/errors';
import { loadTitles } from '../../ui/load-titles';
import { definePage } from '../../http/page';
import { buildListUrl, FilterForm, filtersSchema } from './filters';
import { NoOnboardings } from './no-onboardings';
import { StatusCounts, OnboardingTable, PageLinks } from './view';

const onboardingListPage = definePage({
  name: 'GET /onboardings',
  query: filtersSchema,
  handle: async ({ query, callApi, locale, principal }) => {
    const t = getTranslator(locale);
    const [list, counts, titles] = await Promise.all([
      callApi('GET /onboardings', { query }).catch((error: unknown) => {
        // The cursor is outdated or belongs to another sort order: back to the first page.
        if (error instanceof FirstdayError && error.fields.some(({ field }) => field === 'cursor')) return undefined;
        throw error;
      }),
      callApi('GET /onboardings/counts'),
      loadTitles(callApi),
    ]);
    if (list === undefined) return { redirectTo: buildListUrl({ ...query, cursor: undefined }) };
    const canSubmit = canUseRoute(principal, 'POST /onboardings');
    const title = getVisibilityScope(principal) === undefined ? t('onboarding-list.title') : t('onboarding-list.mine');
    return {
      title,
      main: (
        <>
          <h1>{title}</h1>
          {canSubmit && (
            <p class="actions">
              <a href="/onboardings/new" role="button">
                {t('onboarding-list.submit')}
              </a>
            </p>
          )}
          <StatusCounts counts={counts} locale={locale} />
          <FilterForm filters={query} locale={locale} />
          {list.items.length === 0 ? (
            <NoOnboardings counts={counts} canSubmit={canSubmit} locale={locale} />
          ) : (
            <OnboardingTable items={list.items} titles={titles} locale={locale} />
          )}
          <PageLinks filters={query} nextCursor={list.nextCursor} locale={locale} />
        </>
      ),
    };
  },
});

export const onboardingListPages = [onboardingListPage];
