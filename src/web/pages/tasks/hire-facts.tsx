import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import { chooseGoods } from '../../../domain/choose-goods';
import { isFinal } from '../../../domain/status';
import { getAnswerDeadline } from '../../../domain/onboarding/pending-people';
import { formatAccounts, formatDeviations } from '../../../i18n/format-access';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { TitleLookup } from '../../ui/load-titles';
import { ReadinessBadge } from '../../ui/status-badge';

interface HireFactsProps {
  view: OnboardingResponse;
  step?: StepResponse;
  /** Devices that the onboarding holds. */
  assignedItems?: readonly { model: string; tag: string }[];
  titles: TitleLookup;
  locale: Locale;
}

export function HireFacts({ view, step, assignedItems = [], titles, locale }: HireFactsProps) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const { access } = view;
  const { employee, job, manager, note } = view.request;
  const { equipment, trainings } = chooseGoods(view.request, access);
  const answerDeadline = step && getAnswerDeadline(step);
  const facts: [string, string | undefined][] = [
    [t('tasks.firstDay'), formatters.formatDate(view.startDate)],
    [
      t('tasks.facts.job'),
      `${job.title}, ${job.department}${job.endDate ? `, ${t('tasks.facts.until')} ${formatters.formatDate(job.endDate)}` : ''}`,
    ],
    [
      t('tasks.facts.where'),
      `${titles.getLocationTitle(job.location)}${job.remote ? `, ${t('tasks.facts.remote')}` : ''}`,
    ],
    // The postal address and the phone number matter for tasks, not for approvals.
    [
      t('tasks.facts.address'),
      step?.kind === 'task' && job.remote ? (employee.address ?? t('tasks.facts.noAddress')) : undefined,
    ],
    [t('tasks.facts.phone'), step?.kind === 'task' ? employee.phone : undefined],
    [t('tasks.facts.manager'), manager.name],
    [t('tasks.facts.plan'), titles.getPlanTitle(view.plan)],
    [t('tasks.facts.accounts'), access && formatAccounts(access, locale)],
    [t('tasks.facts.deviations'), access && formatDeviations(access, locale)],
    [t('tasks.facts.equipment'), equipment.join(', ')],
    [t('tasks.facts.assignedItems'), assignedItems.map(({ model, tag }) => `${model} ${tag}`).join(', ')],
    [t('tasks.facts.trainings'), trainings.join(', ')],
    [t('tasks.facts.cost'), view.cost && formatters.formatMoney(view.cost.amountCents, view.cost.currency)],
    [t('tasks.facts.note'), note],
    [t('tasks.facts.submittedBy'), view.submittedBy.name],
    [t('tasks.facts.answerBy'), answerDeadline && formatters.formatInstant(answerDeadline, view.timeZone)],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) => value && [<dt key={label}>{label}</dt>, <dd key={`${label}=`}>{value}</dd>])}
      {!isFinal(view.status) && (
        <>
          <dt>{t('tasks.facts.readiness')}</dt>
          <dd>
            <ReadinessBadge readiness={view.readiness} locale={locale} />
          </dd>
        </>
      )}
    </dl>
  );
}
