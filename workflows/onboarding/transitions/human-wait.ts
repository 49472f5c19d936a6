import { distinct, mayNotStandIn, replaced } from '../../../src/domain/people';
import type { Arrangement, PeopleStep, StandIn, TaskStep } from '../../../src/domain/plan/types';
import type { Notice } from '../../../src/domain/onboarding/snapshot';
import type { Person } from '../../../src/domain/request';
import { now, type Onboarding } from '../onboarding';
import { assigneesOf } from '../../../src/domain/onboarding/assignment';
import { firstWait, type WaitState } from '../../../src/domain/onboarding/state';

/** Asks the people of an approval or a task. `arrangement`: where it opens with the submission, so that planning made it. */
export function open(onboarding: Onboarding, step: PeopleStep, arrangement?: Arrangement): void {
  onboarding.change(step, { status: 'waiting', startedAt: now(), endedAt: undefined, decision: undefined });
  onboarding.record({ kind: `${step.kind}-requested`, step: step.id });
  ask(onboarding, step);
  if (arrangement !== undefined) arranged(onboarding, step, step.assignees.people, arrangement);
}

/** Asks the people of the task that takes a done task back. */
export function openCounter(onboarding: Onboarding, step: TaskStep): void {
  onboarding.change(step, { status: 'undoing' });
  onboarding.record({ kind: 'counter-requested', step: step.id, note: step.counter?.title });
  ask(onboarding, step);
}

function ask(onboarding: Onboarding, step: PeopleStep): void {
  const { people } = assigneesOf(step, onboarding.step(step.id));
  onboarding.change(step, {
    wait: { ...firstWait(people), unarranged: people.map((person) => ({ person, kind: requestOf(step) })) },
  });
}

export function waitOf(onboarding: Onboarding, id: string): WaitState {
  const { wait } = onboarding.step(id);
  if (wait === undefined) throw new Error(`${id} asks nobody.`);
  return wait;
}

/** What somebody is told who is asked. */
export const requestOf = ({ kind }: PeopleStep): Notice['kind'] =>
  kind === 'approval' ? 'approval-requested' : 'task-requested';

/** Deadlines are counted, and whoever of these people is away is stood in for: now those asked are told. */
export function arranged(
  onboarding: Onboarding,
  step: PeopleStep,
  people: readonly Person[],
  { remindAt, escalateAt, expireAt, standIns }: Arrangement,
): void {
  const before = waitOf(onboarding, step.id);
  const deadlines = before.isCounted ? {} : { remindAt, escalateAt, expireAt, isCounted: true };
  const [told, unarranged] = split(before.unarranged, ({ person }) =>
    people.some(({ email }) => email === person.email),
  );
  onboarding.change(step, { wait: { ...before, ...deadlines, unarranged } });
  for (const { of, deputy } of standIns)
    if (!mayNotStandIn(onboarding.input, step, deputy)) standIn(onboarding, step, of, deputy);
  const { asked, standIns: taken } = waitOf(onboarding, step.id);
  for (const kind of new Set(told.map((one) => one.kind))) {
    const to = told.filter((one) => one.kind === kind).map(({ person }) => insteadOf(person, standIns, taken));
    // Who has delegated it meanwhile is not asked any more.
    const still = distinct(to).filter(({ email }) => asked.some((person) => person.email === email));
    onboarding.notify({ key: `${step.id}/${kind}`, kind, step: step.id, to: still });
  }
}

function standIn(onboarding: Onboarding, step: PeopleStep, of: string, deputy: Person): void {
  const wait = waitOf(onboarding, step.id);
  const standIns = [...wait.standIns, { of, by: deputy.email }];
  onboarding.change(step, { wait: { ...wait, asked: replaced(wait.asked, of, deputy), standIns } });
  onboarding.record({ kind: 'stood-in', step: step.id, by: deputy.email, note: `for ${of}, who is away` });
}

/** The deputy of whoever is away, as far as one may stand in. */
function insteadOf(person: Person, found: readonly StandIn[], taken: WaitState['standIns']): Person {
  const deputy = found.find(({ of }) => of === person.email)?.deputy;
  const isTaken = taken.some(({ of, by }) => of === person.email && by === deputy?.email);
  return deputy !== undefined && isTaken ? deputy : person;
}

function split<Item>(items: readonly Item[], holds: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}
