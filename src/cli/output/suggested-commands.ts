import { mustBeUndoneByHand } from '../../domain/onboarding/allowed-actions';
import type { FormField } from '../../domain/plan/resolved-plan';
import type { StepView } from '../../domain/onboarding/view';
import type { Translate } from '../../i18n/translate';

/** Returns the commands that resolve a step's open request or failure; empty if there is neither. */
export function suggestCommands(t: Translate, id: string, step: StepView): string[] {
  const { kind, status, form = [], skippable, essential, error } = step;
  const formatCommand = (name: string, options = '') => `firstday ${name} ${id} ${step.id}${options}`;
  const skip = skippable === true || essential === false ? [formatCommand('skip')] : [];
  if (status === 'undo-failed') {
    const retry = mustBeUndoneByHand(error) ? [] : [formatCommand('retry')];
    return [...retry, formatCommand('done'), formatCommand('accept')];
  }
  if (status === 'failed')
    return [
      formatCommand('retry'),
      formatCommand('done'),
      ...skip,
      `firstday rollback ${id} --reason <${t('cli-output.placeholder.reason')}>`,
    ];
  if (status === 'undoing' && kind === 'task') return [formatCommand('complete'), formatCommand('accept')];
  if (status !== 'waiting') return [];
  const delegate = formatCommand('delegate', ` <${t('cli-output.placeholder.email')}>`);
  if (kind === 'approval') return [formatCommand('approve'), formatCommand('decline'), delegate];
  if (kind === 'task') return [formatCommand('complete', form.map(formatAnswerOption).join('')), ...skip, delegate];
  return [];
}

const formatAnswerOption = (field: FormField): string => {
  const option = ` --answer ${field.name}=<${field.choices?.join('|') ?? field.type}>`;
  return field.required ? option : ` [${option.trim()}]`;
};
