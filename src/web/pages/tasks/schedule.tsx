import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import type { Locale } from '../../../i18n/locales';
import { Gantt } from '../../ui/charts/gantt';
import { getStepAppearance } from '../../ui/step-appearance';

/** Steps over time. A step that runs only as a branch is hidden until it does. */
export function Schedule({ view, locale }: { view: OnboardingResponse; locale: Locale }) {
  const rows = view.steps
    .filter(({ onlyAsBranch, status }) => onlyAsBranch !== true || status !== 'pending')
    .map((step) => ({
      id: step.id,
      title: step.title,
      status: getStepAppearance(step),
      startAt: step.startedAt ?? step.startAt,
      endAt: step.endedAt ?? step.dueAt,
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
