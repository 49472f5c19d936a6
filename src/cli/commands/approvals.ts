import type { Command } from 'commander';
import type { OnboardingResponse, StepView } from '../api-types';
import type { ApiClient } from '../api-client';
import type { OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { getOnboardingPath, sendAction, getStepPath } from './send-action';

export function addApprovalCommands(program: Command, open: OpenContext): void {
  for (const decision of ['approve', 'decline'] as const) {
    program
      .command(`${decision} <id> [step]`)
      .description(`${decision} an onboarding; the step may be left out where exactly one approval is open`)
      .option('--comment <text>', 'why; it is shown in the timeline')
      .action(async (id: string, step: string | undefined, options: { comment?: string }, command: Command) => {
        const context = open(command);
        const stepId = step ?? (await findApproval(context.api, id));
        await sendAction(context, `${getStepPath(id, stepId)}/${decision}`, { comment: options.comment });
      });
  }
  program
    .command('delegate <id> <step> <email>')
    .description('hand an approval or a task on to a colleague')
    .action(async (id: string, step: string, email: string, _options: unknown, command: Command) => {
      await sendAction(open(command), `${getStepPath(id, step)}/delegate`, { to: email });
    });
}

export function addTerminationCommands(program: Command, open: OpenContext): void {
  const terminations = {
    cancel: 'cancel an onboarding and undo what was done',
    rollback: 'undo what was done and end an onboarding as rolled back',
  };
  for (const [termination, description] of Object.entries(terminations)) {
    program
      .command(`${termination} <id>`)
      .description(description)
      .requiredOption('--reason <text>', 'why; it is shown in the timeline')
      .action(async (id: string, options: { reason: string }, command: Command) => {
        await sendAction(open(command), `${getOnboardingPath(id)}/${termination}`, { reason: options.reason });
      });
  }
}

/**
 * Finds the open approval. If none is open, returns the last decided one, so that the API reports that decision.
 * @throws CliError `usage` if several are open or the plan has none
 */
async function findApproval(api: ApiClient, id: string): Promise<string> {
  const { steps } = await api.get<OnboardingResponse>(getOnboardingPath(id));
  const approvals = steps.filter(({ kind }) => kind === 'approval');
  const openApprovals = approvals.filter(({ status }) => status === 'waiting');
  if (openApprovals.length > 1)
    throw new CliError(EXIT.usage, `Which step? Name one of ${openApprovals.map((step) => step.id).join(', ')}.`);
  const approval = openApprovals[0] ?? approvals.toSorted((a, b) => getDecisionTime(a) - getDecisionTime(b)).at(-1);
  if (!approval) throw new CliError(EXIT.usage, `${id} needs no approval.`);
  return approval.id;
}

/** Sort key: skipped approvals first, then undecided ones, then decided ones by time. */
const getDecisionTime = ({ decision, status }: StepView) =>
  decision ? Date.parse(decision.at) : Number(status !== 'skipped');
