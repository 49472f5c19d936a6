import type { Client } from '@temporalio/client';
import type { Process } from './processes';

/** One of the two that are compared. */
export interface Side {
  name: string;
  client: Client;
  /** Its own processes, by what they are called in the report. */
  processes: Record<string, Process>;
  /** One onboarding from its submission to its end; gives its workflow id. */
  runOnboarding(): Promise<string>;
}

export interface HistorySize {
  events: number;
  bytes: number;
}

/** How long the histories of these workflows are, on average. */
export async function measureHistories({ client }: Side, workflowIds: string[]): Promise<HistorySize> {
  const all = await Promise.all(workflowIds.map((id) => client.workflow.getHandle(id).describe()));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    events: mean(all.map(({ historyLength }) => historyLength)),
    bytes: mean(all.map(({ historySize }) => historySize ?? NaN)),
  };
}
