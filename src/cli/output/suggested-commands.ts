import type { FormField } from '../../domain/plan/resolved-plan';
import type { StepView } from '../../domain/onboarding/view';

/** Returns the commands that resolve a step's open request or failure; empty if there is neither. */
export function suggestCommands(id: string, { id: step, kind, status, form = [], skippable }: StepView): string[] {
  const command = (name: string, options = '') => `firstday ${name} ${id} ${step}${options}`;
  const skip = skippable ? [command('skip')] : [];
  if (status === 'undo-failed') return [command('retry'), command('accept')];
  if (status === 'failed') return [command('retry'), ...skip, `firstday rollback ${id} --reason <why>`];
  if (status === 'undoing' && kind === 'task') return [command('complete'), command('accept')];
  if (status !== 'waiting') return [];
  if (kind === 'approval') return [command('approve'), command('decline'), command('delegate', ' <email>')];
  if (kind === 'task')
    return [command('complete', form.map(formatAnswerOption).join('')), ...skip, command('delegate', ' <email>')];
  return [];
}

const formatAnswerOption = (field: FormField): string => {
  const option = ` --answer ${field.name}=<${field.choices?.join('|') ?? field.type}>`;
  return field.required ? option : ` [${option.trim()}]`;
};
