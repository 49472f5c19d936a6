import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import type { Locale } from '../../../i18n/locales';
import { Gantt } from '../../ui/charts/gantt';

/** Steps over time. A step that runs only as a branch is hidden until it does. */
export function Schedule({ view, locale }: { view: OnboardingResponse; locale: Locale }) {
  const rows = view.steps
    .filter(({ onlyAsBranch, status }) => onlyAsBranch !== true || status !== 'pending')
    .map(({ id, title, status, startAt, startedAt, endedAt, dueAt }) => ({
      id,
      title,
      status,
      startAt: startedAt ?? startAt,
      endAt: endedAt ?? dueAt,
    }));
  return (
    <Gantt
      rows={rows}
      dayOne={view.dayOneAt ?? `${view.startDate}T08:00:00Z`}
      now={new Date().toISOString()}
      timeZone={view.timeZone}
      locale={locale}
    />
  );
}
