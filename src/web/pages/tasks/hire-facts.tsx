import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { getAnswerDeadline } from '../../../domain/onboarding/pending-people';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import type { TitleLookup } from '../../ui/load-titles';
import { ReadinessBadge } from '../../ui/status-badge';
import { taskMessages } from './messages';

interface HireFactsProps {
  view: OnboardingView;
  step?: StepView;
  titles: TitleLookup;
  locale: Locale;
}

export function HireFacts({ view, step, titles, locale }: HireFactsProps) {
  const words = taskMessages(locale);
  const formats = getFormatters(locale);
  const { employee, job, manager, equipment = [], trainings = [], note } = view.request;
  const answerDeadline = step && getAnswerDeadline(step);
  const facts: [string, string | undefined][] = [
    [words.firstDay, formats.formatDate(view.startDate)],
    [
      words.facts.job,
      `${job.title}, ${job.department}${job.endDate ? `, ${words.facts.until} ${formats.formatDate(job.endDate)}` : ''}`,
    ],
    [words.facts.where, `${titles.getLocationTitle(job.location)}${job.remote ? `, ${words.facts.remote}` : ''}`],
    // The postal address matters for tasks, not for approvals.
    [words.facts.address, step?.kind === 'task' && job.remote ? employee.address : undefined],
    [words.facts.manager, manager.name],
    [words.facts.plan, titles.getPlanTitle(view.plan)],
    [words.facts.equipment, equipment.join(', ')],
    [words.facts.trainings, trainings.join(', ')],
    [words.facts.cost, view.cost && formats.formatMoney(view.cost.amountCents, view.cost.currency)],
    [words.facts.note, note],
    [words.facts.submittedBy, view.submittedBy.name],
    [words.facts.answerBy, answerDeadline && formats.formatInstant(answerDeadline, view.timeZone)],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) => value && [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>])}
      <dt>{words.facts.readiness}</dt>
      <dd>
        <ReadinessBadge readiness={view.readiness} locale={locale} />
      </dd>
    </dl>
  );
}
