import type { Command } from 'commander';
import type { StepView } from '../../domain/onboarding/view';
import type { Shown } from '../answers';
import type { Api } from '../api';
import type { Open } from '../context';
import { CliError, EXIT } from '../exit';
import { onboardingPath, say, stepPath } from './say';

export function addDecisions(program: Command, open: Open): void {
  for (const decision of ['approve', 'decline'] as const) {
    program
      .command(`${decision} <id> [step]`)
      .description(`${decision} an onboarding; the step may be left out where exactly one approval is open`)
      .option('--comment <text>', 'why; it is shown in the timeline')
      .action(async (id: string, step: string | undefined, options: { comment?: string }, command: Command) => {
        const context = open(command);
        const decided = step ?? (await approvalOf(context.api, id));
        await say(context, `${stepPath(id, decided)}/${decision}`, { comment: options.comment });
      });
  }
  program
    .command('delegate <id> <step> <email>')
    .description('hand an approval or a task on to a colleague')
    .action(async (id: string, step: string, email: string, _options: unknown, command: Command) => {
      await say(open(command), `${stepPath(id, step)}/delegate`, { to: email });
    });
}

export function addEndings(program: Command, open: Open): void {
  const endings = {
    cancel: 'cancel an onboarding and undo what was done',
    rollback: 'undo what was done and end an onboarding as rolled back',
  };
  for (const [ending, description] of Object.entries(endings)) {
    program
      .command(`${ending} <id>`)
      .description(description)
      .requiredOption('--reason <text>', 'why; it is shown in the timeline')
      .action(async (id: string, options: { reason: string }, command: Command) => {
        await say(open(command), `${onboardingPath(id)}/${ending}`, { reason: options.reason });
      });
  }
}

/**
 * The open approval; where none is, the one decided last, for the API to say that it was, and by whom.
 * @throws CliError `usage` where several are open, or the plan has none.
 */
async function approvalOf(api: Api, id: string): Promise<string> {
  const { steps } = await api.get<Shown>(onboardingPath(id));
  const approvals = steps.filter(({ kind }) => kind === 'approval');
  const waiting = approvals.filter(({ status }) => status === 'waiting');
  if (waiting.length > 1)
    throw new CliError(EXIT.usage, `Which step? Name one of ${waiting.map((step) => step.id).join(', ')}.`);
  const only = waiting[0] ?? approvals.toSorted((a, b) => decidedAt(a) - decidedAt(b)).at(-1);
  if (!only) throw new CliError(EXIT.usage, `${id} needs no approval.`);
  return only.id;
}

/** Of what was not decided, what still may be counts as later than what was left out. */
const decidedAt = ({ decision, status }: StepView) =>
  decision ? Date.parse(decision.at) : Number(status !== 'skipped');
