import { getTranslator } from '../../../i18n/translate';
import { TextArea } from '../../ui/forms';
import { ActionForm, CollapsibleActionForm } from './action-form';
import type { StepActionsProps } from './step-actions-props';

/** Shows the error, with links to the pages on which its cause can be fixed. */
export function FailureCause({ step, causeLinks = [], locale }: StepActionsProps) {
  const t = getTranslator(locale);
  if (step.error === undefined) return null;
  return (
    <div class="problem">
      <p>
        <strong>{t('tasks.whyFailed')}:</strong> {step.error.message}
      </p>
      {causeLinks.length > 0 && (
        <ul class="causes" aria-label={t('tasks.causes.intro')}>
          {causeLinks.map(({ cause, href }) => (
            <li key={cause}>
              <a href={href}>{t(`tasks.causes.${cause}`)}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Renders the allowed decisions about a failed step, a failed undo or a skippable task, apart from a rollback. */
export function FailureActions(props: StepActionsProps) {
  const { step, allowedActions, formValues, locale } = props;
  const t = getTranslator(locale);
  return (
    <>
      {allowedActions.includes('retry') && <ActionForm {...props} action="retry" />}
      {allowedActions.includes('done') && (
        <CollapsibleActionForm {...props} action="done">
          <p>{t(step.status === 'undo-failed' ? 'tasks.undoneHint' : 'tasks.doneHint')}</p>
          <TextArea name="note" label={t('tasks.note')} formValues={formValues} rows={2} maxLength={2000} />
        </CollapsibleActionForm>
      )}
      {(['skip', 'accept'] as const).map(
        (action) => allowedActions.includes(action) && <ActionForm key={action} {...props} action={action} />,
      )}
    </>
  );
}
