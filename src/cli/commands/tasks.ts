import type { Command } from 'commander';
import type { FormField } from '../../domain/plan/resolved-plan';
import type { ResultPage, OnboardingResponse, TaskListItem } from '../api-types';
import type { ApiClient } from '../api-client';
import { parseAssignment, collectOption } from '../option-parsers';
import type { OpenContext } from '../command-context';
import { formatTaskList } from '../output/tasks';
import { getOnboardingPath, sendAction, getStepPath } from './send-action';

export function addTaskCommands(program: Command, open: OpenContext): void {
  addTaskListCommand(program, open);
  addCompleteCommand(program, open);
}

function addTaskListCommand(program: Command, open: OpenContext): void {
  program
    .command('tasks')
    .description('list what waits for you: approvals, tasks and failures, the soonest due first')
    .option('--limit <number>', 'how many at most')
    .action(async (options: { limit?: string }, command: Command) => {
      const { api, style, printResponse } = open(command);
      printResponse(await api.get<ResultPage<TaskListItem>>('/tasks', { limit: options.limit }), ({ items }) =>
        formatTaskList(style, items),
      );
    });
}

function addCompleteCommand(program: Command, open: OpenContext): void {
  program
    .command('complete <id> <step>')
    .description('say that a task is done')
    .option('--answer <name=value>', 'to a question of its form; once for each', collectOption)
    .option('--note <text>', 'it is shown in the timeline')
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
  if (field?.type === 'yes-no') return YES_NO[value.toLowerCase()] ?? value;
  if (field?.type === 'number' && value !== '' && Number.isFinite(Number(value))) return Number(value);
  return value;
}
