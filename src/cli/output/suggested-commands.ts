import type { FormField } from '../../domain/plan/resolved-plan';
import type { StepView } from '../api-types';

/** Returns the commands that resolve a step's open request or failure; empty if there is neither. */
export function suggestCommands(id: string, { id: step, kind, status, form = [], skippable }: StepView): string[] {
  const formatCommand = (name: string, options = '') => `firstday ${name} ${id} ${step}${options}`;
  const skip = skippable ? [formatCommand('skip')] : [];
  if (status === 'undo-failed') return [formatCommand('retry'), formatCommand('accept')];
  if (status === 'failed') return [formatCommand('retry'), ...skip, `firstday rollback ${id} --reason <why>`];
  if (status === 'undoing' && kind === 'task') return [formatCommand('complete'), formatCommand('accept')];
  if (status !== 'waiting') return [];
  if (kind === 'approval')
    return [formatCommand('approve'), formatCommand('decline'), formatCommand('delegate', ' <email>')];
  if (kind === 'task')
    return [
      formatCommand('complete', form.map(formatAnswerOption).join('')),
      ...skip,
      formatCommand('delegate', ' <email>'),
    ];
  return [];
}

const formatAnswerOption = (field: FormField): string => {
  const option = ` --answer ${field.name}=<${field.choices?.join('|') ?? field.type}>`;
  return field.required ? option : ` [${option.trim()}]`;
};
