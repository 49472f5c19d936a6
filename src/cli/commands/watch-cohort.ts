import { setTimeout as sleep } from 'node:timers/promises';
import type { CohortResponse } from '../api-responses';
import type { CommandContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatCohortProgress } from '../output/cohort';

const POLL_MS = 1_000;

export const getCohortPath = (id: string): string => `/cohorts/${encodeURIComponent(id)}`;

/**
 * Prints each change until no row waits and, after a cancel, no onboarding is open.
 * @throws CliError `notCompleted` if rows failed
 */
export async function watchCohort(context: CommandContext, id: string): Promise<void> {
  const { api, terminal, json } = context;
  for (let lastLine = ''; ; await sleep(POLL_MS, undefined, { signal: terminal.signal })) {
    const cohort = await api.get<CohortResponse>(getCohortPath(id), { limit: '1' });
    const line = json
      ? JSON.stringify({ rows: cohort.rows, open: cohort.open, ...cohort.onboardings })
      : formatCohortProgress(context, cohort);
    if (line !== lastLine) terminal.writeOut(`${line}\n`);
    lastLine = line;
    const { waiting = 0, failed = 0 } = cohort.rows;
    if (waiting > 0 || (cohort.command.action === 'cancel' && cohort.open > 0)) continue;
    if (failed === 0) return;
    const commands = { show: `firstday cohort show ${id} --state failed`, resume: `firstday cohort resume ${id}` };
    throw new CliError(EXIT.notCompleted, 'cli-errors.rows-failed', { count: failed, ...commands });
  }
}
