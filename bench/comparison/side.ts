import type { Client } from '@temporalio/client';
import type { Process } from '../support/processes';
import { computeMean } from '../support/statistics';

/** One of the two compared implementations. */
export interface Side {
  name: string;
  client: Client;
  /** Processes of this side, by their name in the report. */
  processes: Record<string, Process>;
  /** Runs one onboarding from submission to its end and returns its workflow id. */
  runOnboarding(): Promise<string>;
  /** @throws Error unless every onboarding so far is completed */
  checkResults(): Promise<void>;
  stop(): Promise<void>;
}

export interface HistorySize {
  events: number;
  bytes: number;
}

/** Averages over these workflows. */
export async function measureHistories({ client }: Side, workflowIds: string[]): Promise<HistorySize> {
  const descriptions = await Promise.all(workflowIds.map((id) => client.workflow.getHandle(id).describe()));
  return {
    events: computeMean(descriptions.map(({ historyLength }) => historyLength)),
    bytes: computeMean(descriptions.map(({ historySize }) => historySize ?? NaN)),
  };
}
