import type { Reason } from '../reasons/reason';
import type { Person } from '../request';
import { type Role, ROLES } from '../status';
import { FAILURE_ACTIONS, type FailureAction } from './kinds';
import {
  createChoiceParser,
  describeProblem,
  FieldParser,
  parseCode,
  parseCount,
  parseDate,
  parseEmail,
  parseList,
  parseObject,
  parseText,
  parseUuid,
} from './message-fields';

export const QUERIES = {
  onboarding: 'onboarding',
  /** The view as projected, with its revision: for the reconciler. */
  snapshot: 'snapshot',
} as const;

/** Signal without payload or effect: its event makes the server schedule a pending workflow task again. */
export const WAKE_SIGNAL = 'wake';

/**
 * Added only by the API: bound to one decision, so that a copy of the message proves nothing when it is sent again, to
 * another workflow or as another signal. The payload converter drops `proof` from every message that our processes did
 * not seal.
 */
export interface Proof {
  decisionId: string;
  /** Id of the onboarding or cohort. */
  onboardingId: string;
  /** Name of the signal. */
  signal: string;
  /** Request to people that the message answers: the step's `requestCount` then. Undefined for other messages. */
  request?: number;
  roles: Role[];
  /** Address of the agent that acts on behalf of the sender, with a token that this person made. */
  agent?: string;
}

interface MessageBase {
  /** E-mail address of the sender. */
  by: string;
  proof?: Proof;
}

export interface ApprovalDecision extends MessageBase {
  /** Optional if exactly one approval is open. */
  step?: string;
  comment?: string;
}

export interface FailureResolution extends MessageBase {
  step: string;
  action: FailureAction;
  note?: string;
}

export interface Cancellation extends MessageBase {
  /** Free text of the person; optional if the whole cohort is cancelled. */
  reason?: string;
  /** Id of the cohort that is cancelled as a whole. */
  cohort?: string;
  /** Final status to reach; default `cancelled`. */
  outcome?: (typeof CANCELLATION_OUTCOMES)[number];
}

export interface Delegation extends MessageBase {
  step: string;
  to: Person;
}

export interface Reminder extends MessageBase {
  step: string;
}

/** Hands over everything that is or will be assigned to a person. */
export interface PersonReplacement extends MessageBase {
  /** E-mail address of the replaced person. */
  person: string;
  substitute: Person;
}

/** Repeats a completed step in place: another system has changed what the step relies on. */
export interface StepRedo extends MessageBase {
  step: string;
}

export interface TaskCompletion extends MessageBase {
  step: string;
  note?: string;
  /** Answers to the form of the task; validated once the task is known. */
  answers?: unknown;
}

export interface Reschedule extends MessageBase {
  /** YYYY-MM-DD. */
  startDate: string;
}

export interface Amendment extends MessageBase {
  /** Merge patch (RFC 7396) of the request; validated during replanning. */
  changes: object;
}

/** Changes of the plan: an update for callers that need the result, a signal for callers that read the timeline. */
interface UpdateMessages {
  reschedule: Reschedule;
  amend: Amendment;
}

/** Messages to a running onboarding, by signal name. */
export interface Messages extends UpdateMessages {
  approve: ApprovalDecision;
  decline: ApprovalDecision;
  delegate: Delegation;
  remind: Reminder;
  redoStep: StepRedo;
  completeTask: TaskCompletion;
  resolveFailure: FailureResolution;
  cancel: Cancellation;
  replacePerson: PersonReplacement;
}

export type SignalName = keyof Messages;
export type UpdateName = keyof UpdateMessages;

const CANCELLATION_OUTCOMES = ['cancelled', 'rolled-back'] as const;

/**
 * Parses an untrusted message. Never throws. Written by hand, not with zod: the workflow sandbox evaluates its imports
 * for every onboarding, which took longer with zod than the onboarding itself.
 */
export function parseMessage<Name extends keyof Messages>(
  name: Name,
  value: unknown,
): { message: Messages[Name] } | { problem: Reason } {
  try {
    return { message: MESSAGE_PARSERS[name](new FieldParser(value)) };
  } catch (error) {
    return { problem: describeProblem(error, '(message)') };
  }
}

const parseApprovalDecision = (fields: FieldParser): ApprovalDecision => ({
  ...parseMessageBase(fields),
  step: fields.parseOptional('step', parseCode),
  comment: fields.parseOptional('comment', parseText),
});

const MESSAGE_PARSERS: { [Name in keyof Messages]: (fields: FieldParser) => Messages[Name] } = {
  approve: parseApprovalDecision,
  decline: parseApprovalDecision,
  resolveFailure: (fields) => ({
    ...parseMessageBase(fields),
    step: fields.parseRequired('step', parseCode),
    action: fields.parseRequired('action', createChoiceParser(FAILURE_ACTIONS)),
    note: fields.parseOptional('note', parseText),
  }),
  cancel: (fields) => ({
    ...parseMessageBase(fields),
    ...parseCancellationReason(fields),
    outcome: fields.parseOptional('outcome', createChoiceParser(CANCELLATION_OUTCOMES)),
  }),
  delegate: (fields) => ({
    ...parseMessageBase(fields),
    step: fields.parseRequired('step', parseCode),
    to: fields.parseRequired('to', parsePerson),
  }),
  remind: (fields) => ({
    ...parseMessageBase(fields),
    step: fields.parseRequired('step', parseCode),
  }),
  redoStep: (fields) => ({
    ...parseMessageBase(fields),
    step: fields.parseRequired('step', parseCode),
  }),
  completeTask: (fields) => ({
    ...parseMessageBase(fields),
    step: fields.parseRequired('step', parseCode),
    note: fields.parseOptional('note', parseText),
    answers: fields.parseOptional('answers', (value) => value),
  }),
  reschedule: (fields) => ({
    ...parseMessageBase(fields),
    startDate: fields.parseRequired('startDate', parseDate),
  }),
  replacePerson: (fields) => ({
    ...parseMessageBase(fields),
    person: fields.parseRequired('person', parseEmail),
    substitute: fields.parseRequired('substitute', parsePerson),
  }),
  amend: (fields) => ({ ...parseMessageBase(fields), changes: fields.parseRequired('changes', parseObject) }),
};

export const SIGNAL_NAMES = Object.keys(MESSAGE_PARSERS) as readonly SignalName[];

/** A person who cancels one onboarding must state a reason. */
const parseCancellationReason = (fields: FieldParser): Pick<Cancellation, 'reason' | 'cohort'> => {
  const cohort = fields.parseOptional('cohort', parseUuid);
  const reason =
    cohort === undefined ? fields.parseRequired('reason', parseText) : fields.parseOptional('reason', parseText);
  return { reason, cohort };
};

/** Accepts a bare e-mail address, for senders at Temporal's command line. */
const parsePerson = (value: unknown): Person => {
  if (typeof value === 'string') return { name: parseEmail(value), email: parseEmail(value) };
  const fields = new FieldParser(value);
  return { name: fields.parseRequired('name', parseText), email: fields.parseRequired('email', parseEmail) };
};

const parseMessageBase = (fields: FieldParser): MessageBase => ({
  by: fields.parseRequired('by', parseEmail),
  proof: fields.parseOptional('proof', parseProof),
});

const parseProof = (value: unknown): Proof => {
  const fields = new FieldParser(value);
  return {
    decisionId: fields.parseRequired('decisionId', parseUuid),
    onboardingId: fields.parseRequired('onboardingId', parseUuid),
    signal: fields.parseRequired('signal', parseCode),
    request: fields.parseOptional('request', parseCount),
    roles: fields.parseRequired('roles', (roles) => parseList(roles).map(createChoiceParser(ROLES))),
    agent: fields.parseOptional('agent', parseEmail),
  };
};
