import type { Command } from 'commander';
import type { Decision, Shown } from '../answers';
import type { Api } from '../api';
import type { Context, Open } from '../context';
import { CliError, EXIT } from '../exit';
import { coloured } from '../output/text';

export function addDecisions(program: Command, open: Open): void {
  for (const decision of ['approve', 'decline'] as const) {
    program
      .command(`${decision} <id> [step]`)
      .description(`${decision} an onboarding; the step may be left out where exactly one approval is open`)
      .option('--comment <text>', 'why; it is shown in the timeline')
      .action(async (id: string, step: string | undefined, options: { comment?: string }, command: Command) => {
        const context = open(command);
        const decided = step ?? (await openApproval(context.api, id));
        await say(context, `${stepPath(id, decided)}/${decision}`, { comment: options.comment });
      });
  }
  program
    .command('cancel <id>')
    .description('cancel an onboarding and undo what was done')
    .requiredOption('--reason <text>', 'why; it is shown in the timeline')
    .action(async (id: string, options: { reason: string }, command: Command) => {
      await say(open(command), `/onboardings/${encodeURIComponent(id)}/cancel`, { reason: options.reason });
    });
}

export function addFailures(program: Command, open: Open): void {
  const actions = { retry: 'retry a step that failed', accept: 'accept that the effect of a step is left behind' };
  for (const [action, description] of Object.entries(actions)) {
    program
      .command(`${action} <id> <step>`)
      .description(description)
      .option('--note <text>', 'why; it is shown in the timeline')
      .action(async (id: string, step: string, options: { note?: string }, command: Command) => {
        await say(open(command), `${stepPath(id, step)}/${action}`, { note: options.note });
      });
  }
}

const stepPath = (id: string, step: string) =>
  `/onboardings/${encodeURIComponent(id)}/steps/${encodeURIComponent(step)}`;

/** @throws CliError `usage` where none or several are open. */
async function openApproval(api: Api, id: string): Promise<string> {
  const { steps, status } = await api.get<Shown>(`/onboardings/${encodeURIComponent(id)}`);
  const waiting = steps.filter((step) => step.kind === 'approval' && step.status === 'waiting').map((step) => step.id);
  const [only] = waiting;
  if (only !== undefined && waiting.length === 1) return only;
  const why = waiting.length === 0 ? `no approval is open: it is ${status}` : `name one of ${waiting.join(', ')}`;
  throw new CliError(EXIT.usage, `Which step? For ${id} ${why}.`);
}

async function say({ api, style, show }: Context, path: string, body: object): Promise<void> {
  const { body: decision } = await api.post<Decision>(path, body);
  show(decision, ({ confirmed, outcome, status, step, decisionId }) => {
    if (!confirmed) return `Recorded as ${decisionId}, but not confirmed yet: no worker has answered.\n`;
    const what = [outcome, step?.id].filter(Boolean).join(' ');
    return `${what}; the onboarding is ${status ? coloured(style, status) : 'unchanged'}.\n`;
  });
}
