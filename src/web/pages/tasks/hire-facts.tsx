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
  const messages = taskMessages(locale);
  const formatters = getFormatters(locale);
  const { employee, job, manager, equipment = [], trainings = [], note } = view.request;
  const answerDeadline = step && getAnswerDeadline(step);
  const facts: [string, string | undefined][] = [
    [messages.firstDay, formatters.formatDate(view.startDate)],
    [
      messages.facts.job,
      `${job.title}, ${job.department}${job.endDate ? `, ${messages.facts.until} ${formatters.formatDate(job.endDate)}` : ''}`,
    ],
    [messages.facts.where, `${titles.getLocationTitle(job.location)}${job.remote ? `, ${messages.facts.remote}` : ''}`],
    // The postal address matters for tasks, not for approvals.
    [messages.facts.address, step?.kind === 'task' && job.remote ? employee.address : undefined],
    [messages.facts.manager, manager.name],
    [messages.facts.plan, titles.getPlanTitle(view.plan)],
    [messages.facts.equipment, equipment.join(', ')],
    [messages.facts.trainings, trainings.join(', ')],
    [messages.facts.cost, view.cost && formatters.formatMoney(view.cost.amountCents, view.cost.currency)],
    [messages.facts.note, note],
    [messages.facts.submittedBy, view.submittedBy.name],
    [messages.facts.answerBy, answerDeadline && formatters.formatInstant(answerDeadline, view.timeZone)],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) => value && [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>])}
      <dt>{messages.facts.readiness}</dt>
      <dd>
        <ReadinessBadge readiness={view.readiness} locale={locale} />
      </dd>
    </dl>
  );
}
