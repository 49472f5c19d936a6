import type { Arrangement, PeopleStep, TaskStep } from '../../src/contract/plan';
import type { Person } from '../../src/contract/request';
import { now, type Onboarding } from './onboarding';
import { assigneesOf, distinct } from './people';
import type { WaitState } from './state';

/** Asks the people of an approval or a task. `arrangement`: where it opens with the submission, so that planning made it. */
export function open(onboarding: Onboarding, step: PeopleStep, arrangement?: Arrangement): void {
  onboarding.change(step, { status: 'waiting', startedAt: now(), endedAt: undefined, decision: undefined });
  onboarding.record({ kind: `${step.kind}-requested`, step: step.id });
  ask(onboarding, step);
  if (arrangement !== undefined) arranged(onboarding, step, arrangement);
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
    wait: {
      asked: people,
      unarranged: people,
      isCounted: false,
      standIns: [],
      alsoEntitled: { people: [], roles: [] },
      approvals: [],
      partiesSettled: [],
    },
  });
}

export function waitOf(onboarding: Onboarding, id: string): WaitState {
  const { wait } = onboarding.step(id);
  if (wait === undefined) throw new Error(`${id} asks nobody.`);
  return wait;
}

/** Deadlines are counted, and whoever is away is stood in for: now those asked are told. */
export function arranged(onboarding: Onboarding, step: PeopleStep, arrangement: Arrangement): void {
  const wait = waitOf(onboarding, step.id);
  let people = wait.unarranged;
  if (!wait.isCounted) {
    const { remindAt, escalateAt, expireAt } = arrangement;
    Object.assign(wait, { remindAt, escalateAt, expireAt, isCounted: true });
  }
  for (const { of, deputy } of arrangement.standIns) {
    if (!people.some(({ email }) => email === of) || mayNotStandIn(onboarding, step, deputy)) continue;
    people = replaced(people, of, deputy);
    wait.asked = replaced(wait.asked, of, deputy);
    wait.standIns.push({ of, by: deputy.email });
    onboarding.record({ kind: 'stood-in', step: step.id, by: deputy.email, note: `for ${of}, who is away` });
  }
  onboarding.change(step, { wait: { ...wait, unarranged: [] } });
  const kind = step.kind === 'approval' ? 'approval-requested' : 'task-requested';
  onboarding.notify({ key: `${step.id}/requested`, kind, step: step.id, to: people });
}

/** Whoever submitted, and the new hire, never decide: not as a deputy either. */
export function mayNotStandIn({ input }: Onboarding, step: PeopleStep, person: Person): boolean {
  const isOwn = step.kind === 'approval' && person.email === input.submittedBy.email;
  return isOwn || person.email === input.request.employee.personalEmail;
}

/** The same people, with one in another's place. */
export const replaced = (people: readonly Person[], of: string, by: Person): Person[] =>
  distinct(people.map((person) => (person.email === of ? by : person)));
