import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { answerBy, askedTitle } from '../../../domain/onboarding/pending-people';
import type { Filled } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { Markdown } from '../tasks/markdown';
import { Question } from '../tasks/question';
import { isOpen, ownTasks } from './opened';
import { hireWords } from './messages';

interface Props {
  view: OnboardingView;
  /** Where the own page is. */
  path: string;
  locale: Locale;
}

/** What the new hire can do before the first day, with what is done of it. */
export function OwnTasks({ view, path, locale }: Props) {
  const tasks = ownTasks(view);
  const words = hireWords(locale);
  if (tasks.length === 0) return null;
  return (
    <>
      <h2>{words.tasks}</h2>
      <ul>
        {tasks.map((step) => (
          <li key={step.id}>
            {isOpen(view, step) ? <a href={`${path}/${step.id}`}>{askedTitle(step)}</a> : step.title}{' '}
            <span class={`badge ${isOpen(view, step) ? 'is-waiting' : 'is-done'}`}>
              {isOpen(view, step) ? words.isOpen : words.isDone}
            </span>
            {isOpen(view, step) && <AnswerBy view={view} step={step} locale={locale} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function AnswerBy({ view, step, locale }: { view: OnboardingView; step: StepView; locale: Locale }) {
  const by = answerBy(step);
  if (by === undefined) return null;
  return <span class="more">{hireWords(locale).by(formatsOf(locale).instant(by, view.timeZone))}</span>;
}

/** One of them, with its questions. */
export function OwnTask({ view, step, path, filled, locale }: Props & { step: StepView; filled: Filled }) {
  const words = hireWords(locale);
  return (
    <section class="narrow">
      <h1>{askedTitle(step)}</h1>
      <AnswerBy view={view} step={step} locale={locale} />
      {step.instructions && <Markdown text={step.instructions} />}
      <form method="post" action={`${path}/${step.id}`}>
        {step.form?.map((question) => (
          <Question key={question.name} {...{ question, filled, locale }} />
        ))}
        <button>{words.done}</button>
      </form>
      <p>
        <a href={path}>{words.back}</a>
      </p>
    </section>
  );
}
