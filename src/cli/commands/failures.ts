import type { Command } from 'commander';
import type { OpenContext } from '../command-context';
import { sendAction, getStepPath } from './send-action';

const FAILURE_ACTIONS = {
  retry: 'retry a step that failed, or an undo that failed',
  skip: 'go on without a step, where the plan allows it',
  accept: 'accept that the effect of a step is left behind',
};

export function addFailureCommands(program: Command, open: OpenContext): void {
  for (const [action, description] of Object.entries(FAILURE_ACTIONS)) {
    program
      .command(`${action} <id> <step>`)
      .description(description)
      .option('--note <text>', 'why; it is shown in the timeline')
      .action(async (id: string, step: string, options: { note?: string }, command: Command) => {
        await sendAction(open(command), `${getStepPath(id, step)}/${action}`, { note: options.note });
      });
  }
}
