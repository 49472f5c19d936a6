import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import type { ActivityDefinition } from '../../activities/define';
import { ENGINE_VERSION } from '../domain/ids';
import type { Instant, ResolvedPlan } from '../domain/plan/types';
import { type OnboardingRequest, requestSchema } from '../domain/request';
import { FirstdayError } from '../lib/errors';
import { BusinessCalendar } from '../planning/calendar';
import { LOCATIONS } from '../planning/locations';
import type { Planner } from '../planning/planner';
import { companyFacts, rolesOf } from './sample-company';
import { oneBusinessHourAfter } from './office-hours';
import { People } from './simulated-people';
import type { Piece } from './simulation-run';
import { standIns } from './fake-activities';
import { type Wished, wishesOf } from './overrides';

/** What is to be simulated. */
export interface Wanted extends Wished {
  plan: string;
  /** As it would be submitted; the plan that it names does not count. */
  request?: object;
  /** When it is submitted; default: now. */
  now?: string;
}

const DAY_MS = 86_400_000;
/** What has not moved for so long after all that the plan knows of never will. */
const HORIZON_MS = 400 * DAY_MS;
const OPTIONS = { apiOnly: false, searchAttributes: false };

/** All that is played. @throws FirstdayError `not-found`, `invalid-request` or `not-plannable` */
export function pieceOf(
  wanted: Wanted,
  planner: Planner,
  activities: Readonly<Record<string, ActivityDefinition>>,
): Piece {
  requirePlan(wanted.plan, planner);
  const request = requestOf(wanted);
  const facts = { ...companyFacts(), now: nowOf(wanted) };
  const { submittedBy, now: submittedAt, absences } = facts;
  const plan = planner.resolve(request, facts);
  const wishes = wishesOf(wanted, plan, activities);
  const calendar = calendarOf(request);
  return {
    input: {
      engineVersion: ENGINE_VERSION,
      id: randomUUID(),
      request,
      plan,
      submittedBy,
      submittedAt,
      options: OPTIONS,
    },
    effects: standIns(activities, wishes),
    planning: {
      arrangeWait: (call) => Promise.resolve(planner.arrange(call, absences)),
      replan: (call) => Promise.resolve(planner.replan(call, { ...facts, now: attemptedAt() })),
    },
    people: new People(wishes, rolesOf),
    answeredAt: (asked) => oneBusinessHourAfter(asked, plan.dayOne, calendar),
    horizon: horizonOf(plan),
  };
}

function requirePlan(name: string, planner: Planner): void {
  const names = planner.plans().map((plan) => plan.name);
  if (!names.includes(name))
    throw new FirstdayError('not-found', `There is no plan ${name}. There are: ${names.join(', ')}.`);
}

function requestOf({ request, plan }: Wanted): OnboardingRequest {
  if (request === undefined)
    throw new FirstdayError(
      'invalid-request',
      'A plan is played for a request: --for names its file; examples/ has some.',
    );
  const { success, data, error } = requestSchema.safeParse({ ...request, plan });
  if (success) return data;
  const fields = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  throw new FirstdayError('invalid-request', undefined, fields);
}

function nowOf({ now }: Wanted): Instant {
  const present = new Date();
  if (now === undefined) return present.toISOString();
  const wanted = new Date(now);
  if (wanted >= present) return wanted.toISOString();
  const message = Number.isNaN(wanted.valueOf()) ? 'is no instant, as 2028-01-10T09:00:00Z is' : 'lies in the past';
  throw new FirstdayError('invalid-request', undefined, [{ field: '--now', message }]);
}

function calendarOf({ job }: OnboardingRequest): BusinessCalendar {
  const location = LOCATIONS[job.location];
  if (location === undefined) throw new Error(`No location ${job.location}.`);
  return new BusinessCalendar(location);
}

function horizonOf({ steps, dayOne, deadline }: ResolvedPlan): Instant {
  const instants = [dayOne.endsAt, deadline?.at, ...steps.flatMap(({ startAt, dueAt }) => [startAt, dueAt])];
  const latest = Math.max(...instants.flatMap((instant) => (instant === undefined ? [] : [Date.parse(instant)])));
  return new Date(latest + HORIZON_MS).toISOString();
}

/** By the clock of the time-skipping server. */
const attemptedAt = (): Instant => new Date(Context.current().info.currentAttemptScheduledTimestampMs).toISOString();
