import { Command, CommanderError, type HelpConfiguration } from 'commander';
import { version } from '../../package.json';
import { DEFAULT_LOCALE, type MessageKey } from '../i18n/locales';
import type { Translate } from '../i18n/translate';
import { addAuditCommands } from './commands/audit';
import { addPlanChangeCommands } from './commands/plan-changes';
import { addCohortCommands } from './commands/cohort';
import { addCompanyCommands } from './commands/company';
import { addApprovalCommands, addTerminationCommands } from './commands/approvals';
import { addFailureCommands } from './commands/failures';
import { addAbsenceCommands, addPeopleCommand } from './commands/people';
import { addHistoryCommand, addListCommand, addShowCommand } from './commands/read';
import { addPlanCommand } from './commands/plan';
import { addSetupCommand } from './commands/setup';
import { addSimulateCommand } from './commands/simulate';
import { addSubmitCommand } from './commands/submit';
import { addTaskCommands } from './commands/tasks';
import { addTokenCommands } from './commands/tokens';
import { addWatchCommand } from './commands/watch';
import { createContextOpener } from './command-context';
import { DEFAULT_URL } from './connection-settings';
import { detectLocale } from './detect-locale';
import { EXIT, type ExitCode } from './exit';
import type { Terminal } from './output/terminal';
import { createTextSettings, type TextSettings } from './output/text-settings';
import { reportError } from './report-error';
import { translateUsageError } from './usage-error';

/** Runs `firstday <args>` and returns its exit code. Never throws: errors go to `terminal.err`, as JSON with --json. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const json = args.includes('--json');
  // JSON is for programs: the texts in it do not depend on where they run.
  const settings = createTextSettings(json ? DEFAULT_LOCALE : detectLocale(terminal.env), terminal.colour);
  try {
    await createProgram(terminal, settings).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return reportError(error, terminal, settings, json);
  }
}

function createProgram(terminal: Terminal, settings: TextSettings): Command {
  const { t } = settings;
  const program = new Command('firstday')
    .description(t('cli-help.program'))
    .version(version, '-V, --version', t('cli-help.version'))
    .helpOption('-h, --help', t('cli-help.help'))
    .helpCommand('help [command]', t('cli-help.help-command'))
    .option('--url <url>', t('cli-help.url', { url: DEFAULT_URL }))
    .option('--token <token>', t('cli-help.token'))
    .option('--json', t('cli-help.json'))
    .exitOverride()
    .configureHelp(createHelpConfiguration(t))
    .showHelpAfterError(t('cli-help.try-help'))
    .configureOutput({
      writeOut: terminal.writeOut,
      writeErr: terminal.writeErr,
      outputError: (text, write) => write(translateUsageError(t, text)),
    })
    .addHelpText('after', `\n${t('cli-help.exit-codes')}`);
  const open = createContextOpener(terminal, settings);
  for (const add of COMMAND_REGISTRATIONS) add(program, open, t);
  return program;
}

const COMMAND_REGISTRATIONS = [
  addSubmitCommand,
  addCohortCommands,
  addListCommand,
  addShowCommand,
  addWatchCommand,
  addHistoryCommand,
  addTaskCommands,
  addApprovalCommands,
  addFailureCommands,
  addPlanChangeCommands,
  addTerminationCommands,
  addPlanCommand,
  addSimulateCommand,
  addSetupCommand,
  addCompanyCommands,
  addPeopleCommand,
  addAbsenceCommands,
  addTokenCommands,
  addAuditCommands,
];

/** Headings of commander, which are English. */
const HELP_HEADINGS: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'cli-help.heading.usage',
  'Arguments:': 'cli-help.heading.arguments',
  'Options:': 'cli-help.heading.options',
  'Global Options:': 'cli-help.heading.global-options',
  'Commands:': 'cli-help.heading.commands',
};

/** Descriptions name choices and defaults themselves: commander would add them in English. */
const createHelpConfiguration = (t: Translate): HelpConfiguration => ({
  showGlobalOptions: true,
  optionDescription: ({ description }) => description,
  styleTitle: (heading) => {
    const key = HELP_HEADINGS[heading];
    return key === undefined ? heading : t(key);
  },
});
