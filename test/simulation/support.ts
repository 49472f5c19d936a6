import { definePlan } from '../../src/planning/define-plan';
import type { PlanDefinition } from '../../src/planning/dsl';
import { simulate } from '../../src/simulation/simulate';
import type { ScenarioOptions } from '../../src/simulation/scenario';
import type { SimulationResult } from '../../src/simulation/simulation-result';
import { createRequest } from '../support/requests';

const DAY_MS = 86_400_000;

export const getDateInDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export const createSimulationRequest = (changes: Parameters<typeof createRequest>[0] = {}) =>
  createRequest({
    startDate: getDateInDays(90),
    manager: { name: 'Grace Murray', email: 'grace@example.com' },
    ...changes,
  });

/** Simulates the plan `standard`, or a plan `p` of these steps. */
export function simulatePlan(
  options: Partial<ScenarioOptions>,
  steps?: PlanDefinition['steps'],
): Promise<SimulationResult> {
  const environment = {
    testServer: process.env.TEMPORAL_TEST_SERVER,
    print: () => undefined,
    signal: new AbortController().signal,
  };
  const plans = steps === undefined ? undefined : [definePlan('p', { title: 'P' }, steps)];
  const plan = steps === undefined ? 'standard' : 'p';
  return simulate(
    { plan, request: createSimulationRequest(), fail: [], noAnswer: [], decline: [], ...options },
    environment,
    plans,
  );
}

/** Returns the timeline in order, each entry as `kind step`. */
export const summarizeTimeline = ({ view }: SimulationResult): string[] =>
  view.timeline.map(({ kind, step }) => (step === undefined ? kind : `${kind} ${step}`));

export const getStepStatus = ({ view }: SimulationResult, id: string): string | undefined =>
  view.steps.find((step) => step.id === id)?.status;

export function getFirstInstant({ view }: SimulationResult, kind: string, step?: string): string {
  const entry = view.timeline.find((one) => one.kind === kind && one.step === step);
  if (entry === undefined) throw new Error(`Nothing is ${kind} ${step ?? ''}`);
  return entry.at;
}
