import { definePlan } from '../../src/planning/define';
import type { PlanDefinition } from '../../src/planning/dsl';
import { simulate } from '../../src/simulation/simulate';
import type { Wanted } from '../../src/simulation/scenario';
import type { Simulation } from '../../src/simulation/result';
import { aRequest } from '../support/requests';

const DAY_MS = 86_400_000;

export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export const request = (changes: Parameters<typeof aRequest>[0] = {}) =>
  aRequest({ startDate: inDays(90), manager: { name: 'Grace Murray', email: 'grace@example.com' }, ...changes });

/** Plays one of our plans, or the plan `p` of these steps. */
export function played(wanted: Partial<Wanted>, steps?: PlanDefinition['steps']): Promise<Simulation> {
  const around = {
    testServer: process.env.TEMPORAL_TEST_SERVER,
    say: () => undefined,
    signal: new AbortController().signal,
  };
  const offered = steps === undefined ? undefined : [definePlan('p', { title: 'P' }, steps)];
  const plan = steps === undefined ? 'standard' : 'p';
  return simulate({ plan, request: request(), fail: [], noAnswer: [], decline: [], ...wanted }, around, offered);
}

/** What happened, in order: `kind step`. */
export const story = ({ view }: Simulation): string[] =>
  view.timeline.map(({ kind, step }) => (step === undefined ? kind : `${kind} ${step}`));

export const statusOf = ({ view }: Simulation, id: string): string | undefined =>
  view.steps.find((step) => step.id === id)?.status;

/** When this happened for the first time. */
export function instantOf({ view }: Simulation, kind: string, step?: string): string {
  const entry = view.timeline.find((one) => one.kind === kind && one.step === step);
  if (entry === undefined) throw new Error(`Nothing is ${kind} ${step ?? ''}`);
  return entry.at;
}
