import type { Command } from 'commander';
import type { Translate } from '../../i18n/translate';
import type { OnboardingResponse, StepResponse } from '../api-responses';
import type { ApiClient } from '../api-client';
import type { OpenContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { getOnboardingPath, sendAction, getStepPath } from './send-action';

export function addApprovalCommands(program: Command, open: OpenContext, t: Translate): void {
  for (const decision of ['approve', 'decline'] as const) {
    program
      .command(`${decision} <id> [step]`)
      .description(t(`cli-help.${decision}`))
      .option('--comment <text>', t('cli-help.comment'))
      .action(async (id: string, step: string | undefined, options: { comment?: string }, command: Command) => {
        const context = open(command);
        const stepId = step ?? (await findApproval(context.api, id));
        await sendAction(context, `${getStepPath(id, stepId)}/${decision}`, { comment: options.comment });
      });
  }
  program
    .command('delegate <id> <step> <email>')
    .description(t('cli-help.delegate'))
    .action(async (id: string, step: string, email: string, _options: unknown, command: Command) => {
      await sendAction(open(command), `${getStepPath(id, step)}/delegate`, { to: email });
    });
  program
    .command('remind <id> <step>')
    .description(t('cli-help.remind'))
    .action(async (id: string, step: string, _options: unknown, command: Command) => {
      await sendAction(open(command), `${getStepPath(id, step)}/remind`, {});
    });
}

export function addTerminationCommands(program: Command, open: OpenContext, t: Translate): void {
  for (const termination of ['cancel', 'rollback'] as const) {
    program
      .command(`${termination} <id>`)
      .description(t(`cli-help.${termination}`))
      .requiredOption('--reason <text>', t('cli-help.reason'))
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
  if (openApprovals.length > 1) {
    const stepIds = openApprovals.map((step) => step.id).join(', ');
    throw new CliError(EXIT.usage, 'cli-errors.several-approvals', { steps: stepIds });
  }
  const approval = openApprovals[0] ?? approvals.toSorted((a, b) => getDecisionTime(a) - getDecisionTime(b)).at(-1);
  if (!approval) throw new CliError(EXIT.usage, 'cli-errors.no-approval', { id });
  return approval.id;
}

/** Sort key: skipped approvals first, then undecided ones, then decided ones by time. */
const getDecisionTime = ({ decision, status }: StepResponse) =>
  decision ? Date.parse(decision.at) : Number(status !== 'skipped');
