import { formatEmployeeName } from '../../../domain/employee-name';
import { z } from 'zod';
import { loadTitles } from '../../ui/load-titles';
import { definePage, type Visit } from '../../http/page';
import { changePages } from './change-pages';
import { OnboardingLiveSection, OnboardingDetails } from './view';

const paramsSchema = z.object({ id: z.uuid() });

async function loadOnboarding({ callApi, params: { id }, principal, locale, context }: Visit<{ id: string }>) {
  const [view, holdings, titles] = await Promise.all([
    callApi('GET /onboardings/{id}', { params: { id } }),
    callApi('GET /onboardings/{id}/holdings', { params: { id } }),
    loadTitles(callApi),
  ]);
  const temporalUrl = context.temporalUiUrl && `${context.temporalUiUrl}/onboarding:${id}`;
  return { view, holdings, principal, titles, locale, temporalUrl };
}

const onboardingDetailPage = definePage({
  name: 'GET /onboardings/{id}',
  params: paramsSchema,
  handle: async (visit) => {
    const props = await loadOnboarding(visit);
    return { title: formatEmployeeName(props.view.request), main: <OnboardingDetails {...props} /> };
  },
});

/** Sends the whole section, not only the changes: it is small, and identical to the page. */
const onboardingLivePage = definePage({
  name: 'GET /onboardings/{id}/live',
  params: paramsSchema,
  handle: async (visit) => ({ fragment: <OnboardingLiveSection {...await loadOnboarding(visit)} /> }),
});

export const onboardingPages = [onboardingDetailPage, onboardingLivePage, ...changePages];
