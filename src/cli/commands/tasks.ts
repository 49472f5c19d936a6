import type { Command } from 'commander';
import { findOwn } from '../../domain/find-own';
import type { FormField } from '../../domain/plan/resolved-plan';
import type { Translate } from '../../i18n/translate';
import type { OnboardingResponse, TaskList } from '../api-responses';
import type { ApiClient } from '../api-client';
import { parseAssignment, collectOption } from '../option-parsers';
import type { OpenContext } from '../command-context';
import { formatTaskList } from '../output/tasks';
import { getOnboardingPath, sendAction, getStepPath } from './send-action';

export function addTaskCommands(program: Command, open: OpenContext, t: Translate): void {
  addTaskListCommand(program, open, t);
  addCompleteCommand(program, open, t);
}

function addTaskListCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('tasks')
    .description(t('cli-help.tasks'))
    .option('--limit <number>', t('cli-help.limit'))
    .action(async (options: { limit?: string }, command: Command) => {
      const { api, printResponse } = open(command);
      printResponse(await api.get<TaskList>('/tasks', { limit: options.limit }), formatTaskList);
    });
}

function addCompleteCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('complete <id> <step>')
    .description(t('cli-help.complete'))
    .option('--answer <name=value>', t('cli-help.complete.answer'), collectOption)
    .option('--note <text>', t('cli-help.comment'))
    .action(async (id: string, step: string, options: { answer?: string[]; note?: string }, command: Command) => {
      const context = open(command);
      const answers = options.answer && (await buildFormAnswers(context.api, id, step, options.answer));
      await sendAction(context, `${getStepPath(id, step)}/complete`, { note: options.note, answers });
    });
}

/** Converts answers to the types of the form. Sends values that do not fit unchanged, so that the API reports them. */
async function buildFormAnswers(
  api: ApiClient,
  id: string,
  stepId: string,
  answerOptions: readonly string[],
): Promise<object> {
  const assignments = answerOptions.map(parseAssignment);
  const { steps } = await api.get<OnboardingResponse>(getOnboardingPath(id));
  const form = steps.find((step) => step.id === stepId)?.form ?? [];
  return Object.fromEntries(
    assignments.map(([name, value]) => [
      name,
      parseAnswer(
        value,
        form.find((field) => field.name === name),
      ),
    ]),
  );
}

const YES_NO: Record<string, boolean> = { yes: true, true: true, no: false, false: false };

function parseAnswer(value: string, field: FormField | undefined): string | number | boolean {
  if (field?.type === 'yes-no') return findOwn(YES_NO, value.toLowerCase()) ?? value;
  if (field?.type === 'number' && value !== '' && Number.isFinite(Number(value))) return Number(value);
  return value;
}
