import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import { getAnswerDeadline, getCurrentTitle } from '../../../domain/onboarding/pending-people';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { FormValues } from '../../ui/forms';
import { Markdown } from '../tasks/markdown';
import { QuestionField } from '../tasks/question-field';
import { isTaskOpen, listNewHireTasks } from './resolve-new-hire-link';

interface NewHireTasksProps {
  view: OnboardingResponse;
  /** Path of the new hire's page. */
  path: string;
  locale: Locale;
}

export function NewHireTaskList({ view, path, locale }: NewHireTasksProps) {
  const tasks = listNewHireTasks(view);
  const t = getTranslator(locale);
  if (tasks.length === 0) return null;
  return (
    <>
      <h2>{t('new-hire.tasks')}</h2>
      <ul>
        {tasks.map((step) => (
          <li key={step.id}>
            {isTaskOpen(view, step) ? <a href={`${path}/${step.id}`}>{getCurrentTitle(step)}</a> : step.title}{' '}
            <span class={`badge ${isTaskOpen(view, step) ? 'is-waiting' : 'is-done'}`}>
              {isTaskOpen(view, step) ? t('new-hire.isOpen') : t('new-hire.isDone')}
            </span>
            {isTaskOpen(view, step) && <AnswerDeadline view={view} step={step} locale={locale} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function AnswerDeadline({ view, step, locale }: { view: OnboardingResponse; step: StepResponse; locale: Locale }) {
  const deadline = getAnswerDeadline(step);
  if (deadline === undefined) return null;
  return (
    <span class="more">
      {translate(locale, 'new-hire.by', { when: getFormatters(locale).formatInstant(deadline, view.timeZone) })}
    </span>
  );
}

export function NewHireTask({
  view,
  step,
  path,
  formValues,
  locale,
}: NewHireTasksProps & { step: StepResponse; formValues: FormValues }) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{getCurrentTitle(step)}</h1>
      <AnswerDeadline view={view} step={step} locale={locale} />
      {step.instructions && <Markdown text={step.instructions} />}
      <form method="post" action={`${path}/${step.id}`}>
        {step.form?.map((question) => (
          <QuestionField key={question.name} {...{ question, formValues, locale }} />
        ))}
        <button>{t('new-hire.done')}</button>
      </form>
      <p>
        <a href={path}>{t('new-hire.back')}</a>
      </p>
    </section>
  );
}
