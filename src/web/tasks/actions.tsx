import type { ComponentChildren } from 'preact';
import type { StepView } from '../../contract/view';
import { Field, type Filled, TextArea } from '../forms';
import type { Locale } from '../locale';
import { Markdown } from './markdown';
import { Question } from './question';
import { taskWords } from './words';

interface Props {
  step: StepView;
  /** Where the forms are sent. */
  to: string;
  filled: Filled;
  locale: Locale;
  /** Whether this person may have everything undone. */
  mayRollBack?: boolean;
}

/** What can be answered to a step that waits for somebody, as forms that need no script. */
export function StepActions(props: Props) {
  const { step, locale } = props;
  if (step.status === 'failed' || step.status === 'undo-failed') return <FailureActions {...props} />;
  const isAsked = step.status === 'waiting' || step.status === 'undoing';
  if (!isAsked) return <p class="said">{taskWords(locale).settled}</p>;
  return step.kind === 'approval' ? <ApprovalActions {...props} /> : <TaskActions {...props} />;
}

function ApprovalActions(props: Props) {
  const { filled, locale } = props;
  const words = taskWords(locale);
  return (
    <>
      <ActionForm {...props} action="approve" label={words.approve}>
        <TextArea name="comment" label={words.comment} filled={filled} rows={2} maxLength={2000} />
      </ActionForm>
      <Otherwise label={words.decline} isOpen={isAbout('decline', filled)}>
        <ActionForm {...props} action="decline" label={words.decline} isCareful>
          <TextArea name="reason" label={words.reason} filled={filled} rows={2} maxLength={2000} required />
        </ActionForm>
      </Otherwise>
      <Delegation {...props} />
    </>
  );
}

function TaskActions(props: Props) {
  const { step, filled, locale } = props;
  const words = taskWords(locale);
  return (
    <>
      {step.status === 'undoing' && <p>{words.taskBack}</p>}
      {step.instructions && <Markdown text={step.instructions} />}
      <ActionForm {...props} action="complete" label={words.complete}>
        {step.status !== 'undoing' &&
          step.form?.map((question) => <Question key={question.name} {...{ question, filled, locale }} />)}
        <TextArea name="note" label={words.note} filled={filled} rows={2} maxLength={2000} />
      </ActionForm>
      {step.status !== 'undoing' && <Delegation {...props} />}
    </>
  );
}

function FailureActions(props: Props) {
  const { step, filled, locale, mayRollBack } = props;
  const words = taskWords(locale);
  return (
    <>
      {step.error && (
        <p class="problem">
          <strong>{words.whyFailed}:</strong> {step.error.message}
        </p>
      )}
      <div class="actions">
        <ActionForm {...props} action="retry" label={words.retry} />
        {step.status === 'failed' && step.skippable && (
          <ActionForm {...props} action="skip" label={words.skip} isMinor />
        )}
        {step.status === 'undo-failed' && <ActionForm {...props} action="accept" label={words.accept} isMinor />}
      </div>
      {mayRollBack && step.status === 'failed' && (
        <Otherwise label={words.rollback} isOpen={isAbout('rollback', filled)}>
          <ActionForm {...props} action="rollback" label={words.rollback} isCareful>
            <Field name="reason" label={words.reason} filled={filled} maxLength={2000} required />
          </ActionForm>
        </Otherwise>
      )}
    </>
  );
}

function Delegation(props: Props) {
  const words = taskWords(props.locale);
  return (
    <Otherwise label={words.delegate} isOpen={isAbout('delegate', props.filled)}>
      <ActionForm {...props} action="delegate" label={words.delegate} isMinor>
        <Field name="to" type="email" label={words.delegateTo} filled={props.filled} required maxLength={254} />
      </ActionForm>
    </Otherwise>
  );
}

/** Whether this form was sent and something in it is wrong. */
const isAbout = (action: string, { values, errors = [] }: Filled): boolean =>
  errors.length > 0 && values.action === action;

function Otherwise({ label, isOpen, children }: { label: string; isOpen: boolean; children: ComponentChildren }) {
  return (
    <details open={isOpen}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}

interface ActionFormProps extends Props {
  action: string;
  label: string;
  isCareful?: boolean;
  isMinor?: boolean;
  children?: ComponentChildren;
}

function ActionForm({ action, to, label, isCareful, isMinor, children }: ActionFormProps) {
  return (
    <form method="post" action={to}>
      {children}
      <button name="action" value={action} class={isCareful ? 'careful' : isMinor ? 'secondary outline' : undefined}>
        {label}
      </button>
    </form>
  );
}
