import type { ComponentChildren } from 'preact';
import type { StepAction } from '../../../domain/onboarding/allowed-actions';
import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';
import type { FormValues } from '../../ui/forms';

interface ActionFormProps {
  action: StepAction;
  submitPath: string;
  formValues: FormValues;
  locale: Locale;
  children?: ComponentChildren;
}

/** Open if this form was submitted with errors. */
export function CollapsibleActionForm(props: ActionFormProps) {
  const { action, formValues, locale } = props;
  return (
    <details open={(formValues.errors ?? []).length > 0 && formValues.values.action === action}>
      <summary>{translate(locale, `tasks.${action}`)}</summary>
      <ActionForm {...props} />
    </details>
  );
}

const BUTTON_CLASSES: Partial<Record<StepAction, string>> = {
  decline: 'careful',
  rollback: 'careful',
  skip: 'secondary outline',
  accept: 'secondary outline',
  remind: 'secondary outline',
  delegate: 'secondary outline',
};

/** Submits the action by its button. */
export function ActionForm({ action, submitPath, locale, children }: ActionFormProps) {
  return (
    <form method="post" action={submitPath}>
      {children}
      <button name="action" value={action} class={BUTTON_CLASSES[action]}>
        {translate(locale, `tasks.${action}`)}
      </button>
    </form>
  );
}
