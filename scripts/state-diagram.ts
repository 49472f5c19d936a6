import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  INITIAL_ONBOARDING_STATUSES,
  INITIAL_STEP_STATUSES,
  ONBOARDING_TRANSITIONS,
  STEP_TRANSITIONS,
} from '../src/domain/onboarding/transitions';
import { FINAL_STATUSES } from '../src/domain/status';
import { formatStateDiagram, replaceDiagram, type Transition } from './state-diagram/format';

const FILE = join(__dirname, '..', 'docs/ARCHITECTURE.md');

const listTransitions = (
  table: Record<string, { from: readonly string[]; to: string | readonly string[] }>,
): Transition[] =>
  Object.entries(table).flatMap(([event, { from, to }]) =>
    from.flatMap((before) => [to].flat().map((after): Transition => ({ event, from: before, to: after }))),
  );

/** `npm run diagrams`: fails if a diagram in docs/ARCHITECTURE.md is stale. With `--write`, updates the diagrams. */
function updateDiagrams(): void {
  const { write } = parseArgs({ options: { write: { type: 'boolean' } } }).values;
  const stepDiagram = formatStateDiagram(listTransitions(STEP_TRANSITIONS), { initial: INITIAL_STEP_STATUSES });
  const onboardingDiagram = formatStateDiagram(listTransitions(ONBOARDING_TRANSITIONS), {
    initial: INITIAL_ONBOARDING_STATUSES,
    final: FINAL_STATUSES,
  });
  const before = readFileSync(FILE, 'utf8');
  const after = replaceDiagram(replaceDiagram(before, 'step', stepDiagram), 'onboarding', onboardingDiagram);
  if (after === before) return;
  if (write) writeFileSync(FILE, after);
  else {
    console.error('docs/ARCHITECTURE.md has a stale state diagram: run npm run diagrams -- --write');
    process.exitCode = 1;
  }
}

updateDiagrams();
