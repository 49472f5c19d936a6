import { mayUse, viewerOf } from '../../../api/http/access';
import { FirstdayError } from '../../../lib/errors';
import { titlesFrom } from '../../ui/plan-titles';
import { page } from '../../http/page';
import { addressOf, FilterForm, filters } from './filters';
import { CountsOf, OnboardingTable, Paging } from './view';
import { overviewWords } from './messages';

const overview = page({
  on: 'GET /onboardings',
  query: filters,
  handle: async ({ query, ask, locale, actor }) => {
    const words = overviewWords(locale);
    const [list, counts, titles] = await Promise.all([
      ask('GET /onboardings', { query }).catch((error: unknown) => {
        // A cursor of another order, or of another day.
        if (error instanceof FirstdayError && error.fields.some(({ field }) => field === 'cursor')) return undefined;
        throw error;
      }),
      ask('GET /onboardings/counts'),
      titlesFrom(ask),
    ]);
    if (list === undefined) return { goTo: addressOf({ ...query, cursor: undefined }) };
    const title = viewerOf(actor) === undefined ? words.title : words.mine;
    return {
      title,
      main: (
        <>
          <h1>{title}</h1>
          {mayUse(actor, 'POST /onboardings') && (
            <p class="actions">
              <a href="/onboardings/new" role="button">
                {words.submit}
              </a>
            </p>
          )}
          <CountsOf counts={counts} locale={locale} />
          <FilterForm wanted={query} locale={locale} />
          <OnboardingTable items={list.items} titles={titles} locale={locale} />
          <Paging wanted={query} next={list.nextCursor} locale={locale} />
        </>
      ),
    };
  },
});

export const overviewPages = [overview];
