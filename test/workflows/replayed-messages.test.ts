import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { openFirstSteps } from '../../src/domain/onboarding/advance';
import {
  type Messages,
  parseMessage,
  type Proof,
  SIGNAL_NAMES,
  type SignalName,
} from '../../src/domain/onboarding/messages';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { createReason } from '../../src/domain/reasons/reason';
import { checkMessageAllowed } from '../../workflows/onboarding/message-source';
import { dispatchSignal, type IncomingSignal } from '../../workflows/onboarding/messages/dispatch';
import { Onboarding } from '../../workflows/onboarding/onboarding';
import { createActivityStep, createApprovalStep, createEngineInput, createTaskStep, MANAGER } from './support';

const MARY = { name: 'Mary', email: 'mary@example.com' };
const STEPS = ['first', 'second', 'task'] as const;
type StepName = (typeof STEPS)[number];

/** Those that a workflow applies at once. A change of the plan first asks the planner. */
const IMMEDIATE_SIGNALS = ['approve', 'decline', 'delegate', 'completeTask', 'cancel'] as const satisfies SignalName[];
type ImmediateSignal = (typeof IMMEDIATE_SIGNALS)[number];

/** An onboarding with two open approvals and an open task, each of which Mary may answer. */
function startOnboarding(): Onboarding {
  const assignees = { parties: [], people: [MARY], roles: [] };
  const steps: ResolvedStep[] = [
    createApprovalStep('first', [], { assignees }),
    createApprovalStep('second', [], { assignees }),
    createTaskStep('task', [], { assignees }),
    // Keeps the onboarding from ending when all are answered.
    createActivityStep('later', [...STEPS]),
  ];
  const onboarding = new Onboarding(createEngineInput(steps));
  openFirstSteps(onboarding);
  return onboarding;
}

/** The body fits every signal: only the proof says which one it was made for. */
function createMessage(step: StepName, proof: Proof) {
  return { by: MARY.email, step, to: { name: 'Grace', email: MANAGER }, reason: 'r', answers: {}, proof };
}

function send(onboarding: Onboarding, name: ImmediateSignal, message: object): void {
  const parsed = parseMessage(name, message);
  if ('problem' in parsed) throw new Error(JSON.stringify(parsed.problem));
  dispatchSignal(onboarding, { name, message: parsed.message } as IncomingSignal);
}

/** All that a message may change. */
const readEffects = ({ inputForNextRun: { carriedState } }: Onboarding): string =>
  JSON.stringify([carriedState?.steps, carriedState?.termination, carriedState?.notifications]);

const createProof = (onboarding: Onboarding, signal: SignalName, request?: number): Proof => ({
  decisionId: randomUUID(),
  onboardingId: onboarding.input.id,
  signal,
  request,
  roles: ['hr'],
});

interface DeliveryCase {
  made: ImmediateSignal;
  sent: ImmediateSignal;
  step: StepName;
  isElsewhere: boolean;
  request: number;
  noise: number;
}

/** A message that counts. By chance alone, one run in thirty draws none for `completeTask`. */
function createCountingCase(signal: ImmediateSignal): [DeliveryCase] {
  const step = signal === 'completeTask' ? 'task' : 'first';
  return [{ made: signal, sent: signal, step, isElsewhere: false, request: 1, noise: 0 }];
}

test('a message counts for the signal, the onboarding and the request it was made for alone, and once', () => {
  const cases = fc.record<DeliveryCase>({
    made: fc.constantFrom(...IMMEDIATE_SIGNALS),
    sent: fc.constantFrom(...IMMEDIATE_SIGNALS),
    step: fc.constantFrom(...STEPS),
    isElsewhere: fc.boolean(),
    request: fc.integer({ min: 0, max: 3 }),
    noise: fc.integer({ min: 0, max: 60 }),
  });
  const countedSignals = new Set<string>();
  fc.assert(
    fc.property(cases, ({ made, sent, step, isElsewhere, request, noise }) => {
      const [onboarding, elsewhere] = [startOnboarding(), startOnboarding()];
      const message = createMessage(step, createProof(onboarding, made, request));
      const target = isElsewhere ? elsewhere : onboarding;
      const before = readEffects(target);
      send(target, sent, message);
      const hasCounted = readEffects(target) !== before;
      // `cancel` answers no request.
      const isCurrent = sent === 'cancel' || request === 1;
      if (hasCounted) expect([made, isElsewhere, isCurrent]).toEqual([sent, false, true]);
      if (hasCounted) countedSignals.add(sent);

      for (let count = 0; count < noise; count += 1)
        target.appendTimelineEntry({ kind: 'ignored', reason: createReason('unknown-signal', { signal: 'x' }) });
      target.markProjected();
      const nextRun = new Onboarding(target.inputForNextRun);
      const afterwards = readEffects(nextRun);
      send(nextRun, sent, message);
      expect(readEffects(nextRun)).toBe(afterwards);
    }),
    { numRuns: 2_000, examples: IMMEDIATE_SIGNALS.map(createCountingCase) },
  );
  // Otherwise the property would hold because nothing ever counts.
  expect([...countedSignals].sort()).toEqual([...IMMEDIATE_SIGNALS].sort());
});

test('after a request was withdrawn and opened again, an answer to the first one does not count', () => {
  const onboarding = startOnboarding();
  const answer = createMessage('first', createProof(onboarding, 'approve', 1));
  const [step] = onboarding.steps;
  if (step === undefined) throw new Error('no step');
  onboarding.applyTransition(step, 'reopen', { wait: undefined });
  openFirstSteps(onboarding);
  expect(onboarding.getStepState('first').requestCount).toBe(2);
  send(onboarding, 'approve', answer);
  expect(onboarding.getStepState('first').status).toBe('waiting');
  const [entry] = onboarding.inputForNextRun.carriedState?.timeline.slice(-1) ?? [];
  expect(entry?.reason).toEqual(createReason('not-waiting.outdated', { step: 'first' }));
  send(onboarding, 'approve', createMessage('first', createProof(onboarding, 'approve', 2)));
  expect(onboarding.getStepState('first').status).toBe('done');
});

test.each(SIGNAL_NAMES.flatMap((made) => SIGNAL_NAMES.map((sent) => [made, sent] as const)))(
  'the gate: a proof made for %s, sent as %s',
  (made, sent) => {
    const onboarding = startOnboarding();
    const message = { proof: createProof(onboarding, made) } as Messages[typeof sent];
    const reason = checkMessageAllowed(onboarding, { name: sent, message });
    expect(reason).toEqual(made === sent ? undefined : createReason('unverified.misused', {}));
  },
);

test.each(SIGNAL_NAMES)('the gate under api-only: %s without a proof', (name) => {
  const options = { apiOnly: true, hasSearchAttributes: false };
  const onboarding = new Onboarding(createEngineInput([createApprovalStep('ok')], { options }));
  expect(checkMessageAllowed(onboarding, { name, message: {} })).toEqual(createReason('unverified', {}));
});
