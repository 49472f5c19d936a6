import { employeeNameOf } from '../../../domain/employee';
import { z } from 'zod';
import { titlesFrom } from '../../ui/plan-titles';
import { page, type Visit } from '../../http/page';
import { changePages } from './change-pages';
import { LivePart, OneOnboarding } from './view';

const params = z.object({ id: z.uuid() });

async function shownTo({ ask, params: { id }, actor, locale, context }: Visit<{ id: string }>) {
  const [view, held, titles] = await Promise.all([
    ask('GET /onboardings/{id}', { params: { id } }),
    ask('GET /onboardings/{id}/holdings', { params: { id } }),
    titlesFrom(ask),
  ]);
  const temporalPage = context.temporalPages && `${context.temporalPages}/onboarding:${id}`;
  return { view, held, actor, titles, locale, temporalPage };
}

const one = page({
  on: 'GET /onboardings/{id}',
  params,
  handle: async (visit) => {
    const shown = await shownTo(visit);
    return { title: employeeNameOf(shown.view.request), main: <OneOnboarding {...shown} /> };
  },
});

/** What changed comes again as a whole: it is small, and the same as the page. */
const live = page({
  on: 'GET /onboardings/{id}/live',
  params,
  handle: async (visit) => ({ part: <LivePart {...await shownTo(visit)} /> }),
});

export const onboardingPages = [one, live, ...changePages];
