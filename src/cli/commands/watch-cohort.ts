import { setTimeout as sleep } from 'node:timers/promises';
import type { CohortResponse } from '../api-types';
import type { CommandContext } from '../command-context';
import { CliError, EXIT } from '../exit';
import { formatCohortProgress } from '../output/cohort';

const POLL_MS = 1_000;

export const getCohortPath = (id: string): string => `/cohorts/${encodeURIComponent(id)}`;

/**
 * Prints each change until no row waits and, after a cancel, no onboarding is open.
 * @throws CliError `notCompleted` if rows failed
 */
export async function watchCohort({ api, terminal, json }: CommandContext, id: string): Promise<void> {
  for (let lastLine = ''; ; await sleep(POLL_MS, undefined, { signal: terminal.signal })) {
    const cohort = await api.get<CohortResponse>(getCohortPath(id), { limit: '1' });
    const line = json
      ? JSON.stringify({ rows: cohort.rows, open: cohort.open, ...cohort.onboardings })
      : formatCohortProgress(cohort);
    if (line !== lastLine) terminal.writeOut(`${line}\n`);
    lastLine = line;
    if (cohort.rows.waiting > 0 || (cohort.command.action === 'cancel' && cohort.open > 0)) continue;
    if (cohort.rows.failed === 0) return;
    throw new CliError(
      EXIT.notCompleted,
      `${String(cohort.rows.failed)} rows failed: \`firstday cohort show ${id} --state failed\` says why, \`cohort resume\` tries again.`,
    );
  }
}
