import type { ComponentChildren } from 'preact';
import { isOutOfReach, type Offer } from '../../../domain/onboarding/allowed-actions';
import { isFinal } from '../../../domain/status';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { asksNow } from '../../../domain/onboarding/pending-people';
import { Field, type Filled, TextArea } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { sentenceIn } from '../../i18n/errors';
import { namesOf } from '../../ui/status-badge';
import { Markdown } from './markdown';
import { Question } from './question';
import { taskWords } from './messages';

interface Props {
  view: OnboardingView;
  step: StepView;
  /** What this person may answer: nothing else is shown. */
  offers: readonly Offer[];
  /** Where the forms are sent. */
  to: string;
  filled: Filled;
  locale: Locale;
}

/** What can be answered to a step, as forms that need no script. */
export function StepActions(props: Props) {
  const { step, offers, filled, locale } = props;
  const words = taskWords(locale);
  const cures = CURES.filter((cure) => offers.includes(cure));
  return (
    <>
      {step.kind === 'task' && step.status === 'undoing' && <p>{words.taskBack}</p>}
      {step.instructions && <Markdown text={step.instructions} />}
      {step.error && (
        <p class="problem">
          <strong>{words.whyFailed}:</strong> {sentenceIn(locale, step.error.message)}
        </p>
      )}
      {offers.length === 0 && <p class="said">{whyNothing(props)}</p>}
      {offers.includes('approve') && (
        <ActionForm {...props} action="approve">
          <TextArea name="comment" label={words.comment} filled={filled} rows={2} maxLength={2000} />
        </ActionForm>
      )}
      {offers.includes('complete') && <Completion {...props} />}
      {cures.length > 0 && (
        <div class="actions">
          {cures.map((action) => (
            <ActionForm key={action} {...props} action={action} />
          ))}
        </div>
      )}
      {offers.includes('decline') && (
        <Otherwise {...props} action="decline">
          <TextArea name="reason" label={words.reason} filled={filled} rows={2} maxLength={2000} required />
        </Otherwise>
      )}
      {offers.includes('rollback') && (
        <Otherwise {...props} action="rollback">
          <Field name="reason" label={words.reason} filled={filled} maxLength={2000} required />
        </Otherwise>
      )}
      {offers.includes('delegate') && (
        <Otherwise {...props} action="delegate">
          <Field name="to" type="email" label={words.delegateTo} filled={filled} required maxLength={254} />
        </Otherwise>
      )}
    </>
  );
}

const CURES = ['retry', 'skip', 'accept'] as const;
const OVER: readonly StepView['status'][] = ['done', 'skipped', 'undone'];

function whyNothing({ view, step, locale }: Props): string {
  const words = taskWords(locale);
  if (isFinal(view.status) || OVER.includes(step.status)) return words.settled;
  const asksOthers = asksNow(step, view.ending !== undefined) && !isOutOfReach(view);
  return asksOthers ? words.asksOthers(namesOf(step, locale)) : words.asksNobody;
}

/** A task that takes another one back has no form. */
function Completion(props: Props) {
  const { step, filled, locale } = props;
  const questions = step.status === 'undoing' ? [] : (step.form ?? []);
  return (
    <ActionForm {...props} action="complete">
      {questions.map((question) => (
        <Question key={question.name} {...{ question, filled, locale }} />
      ))}
      <TextArea name="note" label={taskWords(locale).note} filled={filled} rows={2} maxLength={2000} />
    </ActionForm>
  );
}

interface ActionProps extends Props {
  action: Offer;
  children?: ComponentChildren;
}

/** Open where this form was sent and something in it is wrong. */
function Otherwise(props: ActionProps) {
  const { action, filled, locale } = props;
  return (
    <details open={(filled.errors ?? []).length > 0 && filled.values.action === action}>
      <summary>{taskWords(locale)[action]}</summary>
      <ActionForm {...props} />
    </details>
  );
}

const LOOKS: Partial<Record<Offer, string>> = {
  decline: 'careful',
  rollback: 'careful',
  skip: 'secondary outline',
  accept: 'secondary outline',
  delegate: 'secondary outline',
};

function ActionForm({ action, to, locale, children }: ActionProps) {
  return (
    <form method="post" action={to}>
      {children}
      <button name="action" value={action} class={LOOKS[action]}>
        {taskWords(locale)[action]}
      </button>
    </form>
  );
}
