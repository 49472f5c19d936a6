import { isUnreachable } from '../../../domain/onboarding/allowed-actions';
import { isFinal } from '../../../domain/status';
import type { StepResponse } from '../../../api/resources/onboardings/view-schema';
import { isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import { getTranslator, translate } from '../../../i18n/translate';
import { Field, TextArea } from '../../ui/forms';
import { formatAssignees } from '../../ui/status-badge';
import { ActionForm, CollapsibleActionForm } from './action-form';
import type { StepActionsProps } from './step-actions-props';
import { FailureActions, FailureCause } from './failure-actions';
import { Markdown } from './markdown';
import { QuestionField } from './question-field';

/** Says why a step that runs only as a branch is needed, such as the items that are missing. */
function BranchCause({ view, step, locale }: StepActionsProps) {
  const source = view.steps.find(({ branchedTo }) => branchedTo === step.id);
  const reason = source?.error?.message;
  if (source === undefined || reason === undefined) return null;
  return <p>{translate(locale, 'tasks.branchCause', { title: source.title, reason })}</p>;
}

/** Renders the allowed actions as forms that need no script. */
export function StepActions(props: StepActionsProps) {
  const { step, allowedActions, formValues, locale } = props;
  const t = getTranslator(locale);
  return (
    <>
      {step.kind === 'task' && step.status === 'undoing' && <p>{t('tasks.undoIntro')}</p>}
      <BranchCause {...props} />
      {step.instructions && <Markdown text={step.instructions} />}
      <FailureCause {...props} />
      {allowedActions.length === 0 && <p class="flash">{explainNoActions(props)}</p>}
      {allowedActions.includes('approve') && (
        <ActionForm {...props} action="approve">
          <TextArea name="comment" label={t('tasks.comment')} formValues={formValues} rows={2} maxLength={2000} />
        </ActionForm>
      )}
      {allowedActions.includes('complete') && <CompletionForm {...props} />}
      <FailureActions {...props} />
      {allowedActions.includes('decline') && (
        <CollapsibleActionForm {...props} action="decline">
          <TextArea
            name="reason"
            label={t('tasks.reason')}
            formValues={formValues}
            rows={2}
            maxLength={2000}
            required
          />
        </CollapsibleActionForm>
      )}
      {allowedActions.includes('rollback') && (
        <CollapsibleActionForm {...props} action="rollback">
          <Field name="reason" label={t('tasks.reason')} formValues={formValues} maxLength={2000} required />
        </CollapsibleActionForm>
      )}
      {allowedActions.includes('remind') && <ActionForm {...props} action="remind" />}
      {allowedActions.includes('delegate') && (
        <CollapsibleActionForm {...props} action="delegate">
          <Field
            name="to"
            type="email"
            label={t('tasks.delegateTo')}
            formValues={formValues}
            required
            maxLength={254}
          />
        </CollapsibleActionForm>
      )}
    </>
  );
}

const FINISHED_STATUSES: readonly StepResponse['status'][] = ['done', 'skipped', 'undone'];

function explainNoActions({ view, step, locale }: StepActionsProps): string {
  const t = getTranslator(locale);
  if (isFinal(view.status) || FINISHED_STATUSES.includes(step.status)) return t('tasks.alreadyFinished');
  const isPendingOnOthers = isPendingOnPeople(step, view.termination !== undefined) && !isUnreachable(view);
  return isPendingOnOthers
    ? t('tasks.pendingOnOthers', { names: formatAssignees(step, locale) })
    : t('tasks.pendingOnNobody');
}

/** An undo task has no questions. */
function CompletionForm(props: StepActionsProps) {
  const { step, formValues, locale } = props;
  const questions = step.status === 'undoing' ? [] : (step.form ?? []);
  return (
    <ActionForm {...props} action="complete">
      {questions.map((question) => (
        <QuestionField key={question.name} {...{ question, formValues, locale }} />
      ))}
      <TextArea name="note" label={translate(locale, 'tasks.note')} formValues={formValues} rows={2} maxLength={2000} />
    </ActionForm>
  );
}
