import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { formatAuthor } from '../../ui/format-author';

type Answer = NonNullable<StepResponse['answers']>[string];
type Field = NonNullable<StepResponse['form']>[number];

function formatAnswer(answer: Answer, field: Field | undefined, locale: Locale): string {
  const t = getTranslator(locale);
  const { formatDate, formatNumber } = getFormatters(locale);
  if (typeof answer === 'boolean') return answer ? t('tasks.yes') : t('tasks.no');
  if (typeof answer === 'number') return formatNumber(answer);
  return field?.type === 'date' ? formatDate(answer) : answer;
}

/** Answers to the questions of a task, and the comment of its author. */
export function StepAnswers({ step, locale }: { step: StepResponse; locale: Locale }) {
  const { answers = {}, form = [], decision } = step;
  const rows = Object.entries(answers).map(([name, answer]) => {
    const field = form.find((candidate) => candidate.name === name);
    return { name, label: field?.label ?? name, text: formatAnswer(answer, field, locale) };
  });
  return (
    <>
      {rows.length > 0 && (
        <dl class="facts">
          {rows.map(({ name, label, text }) => [<dt key={name}>{label}</dt>, <dd key={`${name}=`}>{text}</dd>])}
        </dl>
      )}
      {decision?.comment && <blockquote>{decision.comment}</blockquote>}
    </>
  );
}

const hasResponse = ({ answers = {}, decision }: StepResponse): boolean =>
  Object.keys(answers).length > 0 || decision?.comment !== undefined;

/** Lists the steps that people answered or commented on; empty without any. */
export function ResponseList({ view, locale }: { view: OnboardingResponse; locale: Locale }) {
  const t = getTranslator(locale);
  const steps = view.steps.filter(hasResponse);
  if (steps.length === 0) return null;
  return (
    <section>
      <h2>{t('onboarding.responses')}</h2>
      {steps.map((step) => (
        <div key={step.id} data-responses={step.id}>
          <p class="heading">
            {step.title} {step.decision && <span class="more">{formatAuthor(step.decision, locale)}</span>}
          </p>
          <StepAnswers step={step} locale={locale} />
        </div>
      ))}
    </section>
  );
}
