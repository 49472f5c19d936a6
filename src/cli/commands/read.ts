import type { Command } from 'commander';
import { ONBOARDING_STATUSES, READINESS_LEVELS } from '../../domain/status';
import type { Translate } from '../../i18n/translate';
import type { History, OnboardingPage, OnboardingResponse } from '../api-responses';
import { type OpenContext, printNextPageNote } from '../command-context';
import { formatHistory } from '../output/history';
import { formatOnboarding, formatOnboardingList } from '../output/onboarding';
import { getOnboardingPath } from './send-action';

/** Names of the API's query parameters, except for `search`. */
type ListOptions = Partial<
  Record<
    | 'status'
    | 'readiness'
    | 'department'
    | 'location'
    | 'manager'
    | 'startsFrom'
    | 'startsTo'
    | 'search'
    | 'limit'
    | 'cursor',
    string
  >
>;

export function addListCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('list')
    .description(t('cli-help.list'))
    .option('--status <status>', t('cli-help.list.status', { statuses: ONBOARDING_STATUSES.join(', ') }))
    .option('--readiness <readiness>', t('cli-help.list.readiness', { levels: READINESS_LEVELS.join(', ') }))
    .option('--department <department>', t('cli-help.list.department'))
    .option('--location <code>', t('cli-help.list.location'))
    .option('--manager <email>', t('cli-help.list.manager'))
    .option('--starts-from <date>', t('cli-help.list.starts-from'))
    .option('--starts-to <date>', t('cli-help.list.starts-to'))
    .option('-S, --search <text>', t('cli-help.list.search'))
    .option('--limit <number>', t('cli-help.limit'))
    .option('--cursor <cursor>', t('cli-help.cursor'))
    .action(async ({ search, ...filters }: ListOptions, command: Command) => {
      const context = open(command);
      const page = await context.api.get<OnboardingPage>('/onboardings', { ...filters, q: search });
      context.printResponse(page, formatOnboardingList);
      printNextPageNote(context, page);
    });
}

export function addShowCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('show <id>')
    .description(t('cli-help.show'))
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, printResponse } = open(command);
      printResponse(await api.get<OnboardingResponse>(getOnboardingPath(id)), formatOnboarding);
    });
}

export function addHistoryCommand(program: Command, open: OpenContext, t: Translate): void {
  program
    .command('history <id>')
    .description(t('cli-help.history'))
    .action(async (id: string, _options: unknown, command: Command) => {
      const { api, printResponse } = open(command);
      printResponse(await api.get<History>(`${getOnboardingPath(id)}/history`), formatHistory);
    });
}
