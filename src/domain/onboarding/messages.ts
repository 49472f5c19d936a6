import { isProse } from '../text/characters';
import type { Person } from '../request';
import { type Role, ROLES } from '../status';

/** The queries. */
export const QUERIES = {
  onboarding: 'onboarding',
  /** The view as the projection holds it, with its revision: for the reconciler. */
  snapshot: 'snapshot',
} as const;

/** A signal that carries nothing and changes nothing: an event in the history has the server schedule a pending task anew. */
export const WAKE_SIGNAL = 'wake';

/**
 * What only the API can add: the decision's id, and the onboarding it was made for, so that a copy of the message
 * proves nothing elsewhere. The payload converter drops `proof` from every message that our processes did not seal.
 */
export interface Proof {
  decisionId: string;
  onboardingId: string;
  roles: Role[];
}

interface Said {
  /** E-mail address of who says it. */
  by: string;
  proof?: Proof;
}

export interface Decision extends Said {
  /** May be left out where exactly one approval is open. */
  step?: string;
  comment?: string;
}

export interface FailureResolution extends Said {
  step: string;
  action: 'retry' | 'skip' | 'rollback' | 'accept';
  note?: string;
}

export interface Cancellation extends Said {
  reason: string;
  /** What it is to be called in the end; default: cancelled. */
  outcome?: (typeof OUTCOMES)[number];
}

export interface Delegation extends Said {
  step: string;
  to: Person;
}

export interface Completion extends Said {
  step: string;
  note?: string;
  /** To the questions of the task's form; checked against it where it is known. */
  answers?: unknown;
}

export interface Reschedule extends Said {
  /** YYYY-MM-DD. */
  startDate: string;
}

export interface Amendment extends Said {
  /** A merge patch (RFC 7396) of the request; checked where it is planned anew. */
  changes: object;
}

/** What changes the plan itself: an update for a caller who needs the answer, a signal for one who reads the timeline. */
interface Updates {
  reschedule: Reschedule;
  amend: Amendment;
}

/** Everything that can be said to a running onboarding, by the name of its signal. */
export interface Messages extends Updates {
  approve: Decision;
  decline: Decision;
  delegate: Delegation;
  completeTask: Completion;
  resolveFailure: FailureResolution;
  cancel: Cancellation;
}

export type SignalName = keyof Messages;
export type UpdateName = keyof Updates;

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST = 2000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const OUTCOMES = ['cancelled', 'rolled-back'] as const;
const ACTIONS = ['retry', 'skip', 'rollback', 'accept'] as const;

/** What is wrong with a message, for the one who sent it. */
class Malformed extends Error {}

/**
 * Reads a message as it came, from anybody and anywhere; never throws. By hand and not with zod, because the workflow's
 * sandbox evaluates what it imports anew for every onboarding: with zod that took longer than the onboarding itself.
 */
export function readMessage<Name extends keyof Messages>(
  name: Name,
  value: unknown,
): { message: Messages[Name] } | { fault: string } {
  try {
    return { message: READERS[name](new Fields(value)) };
  } catch (error) {
    return { fault: error instanceof Malformed ? error.message : 'cannot be read' };
  }
}

const decision = (fields: Fields): Decision => ({
  ...said(fields),
  step: fields.optional('step', code),
  comment: fields.optional('comment', text),
});

const READERS: { [Name in keyof Messages]: (fields: Fields) => Messages[Name] } = {
  approve: decision,
  decline: decision,
  resolveFailure: (fields) => ({
    ...said(fields),
    step: fields.required('step', code),
    action: fields.required('action', oneOf(ACTIONS)),
    note: fields.optional('note', text),
  }),
  cancel: (fields) => ({
    ...said(fields),
    reason: fields.required('reason', text),
    outcome: fields.optional('outcome', oneOf(OUTCOMES)),
  }),
  delegate: (fields) => ({
    ...said(fields),
    step: fields.required('step', code),
    to: fields.required('to', person),
  }),
  completeTask: (fields) => ({
    ...said(fields),
    step: fields.required('step', code),
    note: fields.optional('note', text),
    answers: fields.optional('answers', (value) => value),
  }),
  reschedule: (fields) => ({ ...said(fields), startDate: fields.required('startDate', (value) => match(DATE, value)) }),
  amend: (fields) => ({ ...said(fields), changes: fields.required('changes', object) }),
};

const email = (value: unknown): string => match(EMAIL, value).toLowerCase();

/** An e-mail address alone will do: whoever types at Temporal's command line knows no more. */
const person = (value: unknown): Person => {
  if (typeof value === 'string') return { name: email(value), email: email(value) };
  const fields = new Fields(value);
  return { name: fields.required('name', text), email: fields.required('email', email) };
};

const object = (value: unknown): object => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('must be an object');
  return value;
};

const said = (fields: Fields): Said => ({
  by: fields.required('by', email),
  proof: fields.optional('proof', proof),
});

const proof = (value: unknown): Proof => {
  const fields = new Fields(value);
  const id = (inner: unknown): string => match(UUID, inner);
  return {
    decisionId: fields.required('decisionId', id),
    onboardingId: fields.required('onboardingId', id),
    roles: fields.required('roles', (roles) => list(roles).map(oneOf(ROLES))),
  };
};

type Read<Value> = (value: unknown) => Value;

/** The own properties of an object, each read or faulted by name. */
class Fields {
  private readonly fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('is no object');
    this.fields = new Map(Object.entries(value));
  }

  required<Value>(name: string, read: Read<Value>): Value {
    try {
      return read(this.fields.get(name));
    } catch (error) {
      throw new Malformed(`${name} ${error instanceof Malformed ? error.message : 'cannot be read'}`);
    }
  }

  optional<Value>(name: string, read: Read<Value>): Value | undefined {
    return this.fields.get(name) === undefined ? undefined : this.required(name, read);
  }
}

const text: Read<string> = (value) => {
  if (typeof value !== 'string' || value.trim() === '') throw new Malformed('must be text');
  if (value.length > LONGEST) throw new Malformed(`must not be longer than ${String(LONGEST)} characters`);
  if (!isProse(value)) throw new Malformed('must not contain control characters');
  return value.trim();
};

const match = (pattern: RegExp, value: unknown): string => {
  const read = text(value);
  if (!pattern.test(read)) throw new Malformed('is not valid');
  return read;
};

const code: Read<string> = (value) => match(CODE, value);

const list = (value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw new Malformed('must be a list');
  return value;
};

const oneOf =
  <const Choices extends readonly string[]>(choices: Choices): Read<Choices[number]> =>
  (value) => {
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw new Malformed(`must be one of ${choices.join(', ')}`);
    return choice;
  };
