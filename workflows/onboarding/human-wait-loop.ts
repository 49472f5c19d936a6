import { condition } from '@temporalio/workflow';
import { distinct } from '../../src/domain/people';
import type { PeopleStep } from '../../src/domain/plan/types';
import type { Onboarding } from './onboarding';
import { arrange } from './planning-calls';
import { isAsking } from '../../src/domain/onboarding/assignment';
import { escalated, expired, reminded } from './transitions/human-step';
import { happensBefore } from './wait-until';
import { arranged, waitOf } from './transitions/human-wait';

/** Stays with the people of a step until they have answered: finds deputies, reminds, escalates, and lets it expire. */
export async function attend(onboarding: Onboarding, step: PeopleStep): Promise<void> {
  const isOpen = (): boolean => isAsking(step, onboarding.step(step.id));
  while (isOpen()) {
    const { unarranged } = waitOf(onboarding, step.id);
    if (unarranged.length > 0) await arrangeNow(onboarding, step, isOpen);
    else await untilNextDeadline(onboarding, step, isOpen);
  }
}

async function arrangeNow(onboarding: Onboarding, step: PeopleStep, isOpen: () => boolean): Promise<void> {
  const { unarranged, isCounted } = waitOf(onboarding, step.id);
  const people = distinct(unarranged.map(({ person }) => person));
  const { remindAfter, escalateAfter, expireAfter } =
    onboarding.step(step.id).status === 'waiting' ? (step.patience ?? {}) : {};
  const patience = isCounted ? {} : { remindAfter, escalateAfter, expireAfter };
  const arrangement = await arrange(onboarding, step, { people, ...patience });
  if (isOpen()) arranged(onboarding, step, people, arrangement);
}

/** Until the next deadline passes, somebody else is asked, or the wait is over. */
async function untilNextDeadline(onboarding: Onboarding, step: PeopleStep, isOpen: () => boolean): Promise<void> {
  const { remindAt, escalateAt, expireAt } = waitOf(onboarding, step.id);
  const hasNews = (): boolean => !isOpen() || waitOf(onboarding, step.id).unarranged.length > 0;
  const deadlines = [
    { at: remindAt, what: 'reminder', pass: reminded },
    { at: escalateAt, what: 'escalation', pass: escalated },
    { at: expireAt, what: 'expiry', pass: expired },
  ];
  const next = deadlines.find(({ at }) => at !== undefined);
  if (next?.at === undefined) return condition(hasNews);
  const wasInTime = await happensBefore(hasNews, next.at, `${step.title}: ${next.what}`);
  if (!wasInTime && !hasNews()) next.pass(onboarding, step);
}
