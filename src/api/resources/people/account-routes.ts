import { defineRoute, emptyBodySchema } from '../../http/route';
import { getPerson, reactivateAccount, removeAccount, suspendAccount } from './account-handlers';
import {
  personDetailsSchema,
  reactivationBodySchema,
  sessionParamsSchema,
  sessionsParamsSchema,
  sessionsSchema,
} from './account-schema';
import { replacePerson } from './replacement-handlers';
import { replacementBodySchema, replacementSchema } from './replacement-schema';
import { personParamsSchema } from './schema';
import { endSession, endSessions, getSessions } from './session-handlers';

const tag = 'People';
const ownSessions = 'People manage their own sessions, administrators those of all people.';

export const accountRoutes = [
  defineRoute({
    name: 'POST /people/{email}/replace',
    tag,
    summary: 'Hand everything over to another person',
    description:
      'Reports, deputyships, and the approvals and tasks, open and future ones, of all open onboardings. The person loses ' +
      'access to them, unless they have decided there.',
    params: personParamsSchema,
    body: replacementBodySchema,
    responses: { 200: { description: 'Handed over.', schema: replacementSchema } },
    handle: replacePerson,
  }),
  defineRoute({
    name: 'GET /people/{email}',
    tag,
    summary: 'A person, and what waits for them',
    params: personParamsSchema,
    responses: { 200: { description: 'Also a removed one.', schema: personDetailsSchema } },
    handle: getPerson,
  }),
  defineRoute({
    name: 'POST /people/{email}/suspend',
    tag,
    summary: 'Suspend an account',
    description: 'Ends all sessions of the person at once. Tokens and mailed links do not work while suspended.',
    params: personParamsSchema,
    body: emptyBodySchema,
    responses: { 200: { description: 'Suspended.', schema: personDetailsSchema } },
    problems: ['conflict'],
    handle: suspendAccount,
  }),
  defineRoute({
    name: 'POST /people/{email}/reactivate',
    tag,
    summary: 'Reactivate a suspended or removed account',
    params: personParamsSchema,
    body: reactivationBodySchema,
    responses: { 200: { description: 'Active.', schema: personDetailsSchema } },
    problems: ['conflict'],
    handle: reactivateAccount,
  }),
  defineRoute({
    name: 'POST /people/{email}/remove',
    tag,
    summary: 'Remove a person',
    description: 'As suspending, and revokes the person’s tokens. Histories keep the name.',
    params: personParamsSchema,
    body: emptyBodySchema,
    responses: { 200: { description: 'Removed.', schema: personDetailsSchema } },
    problems: ['conflict'],
    handle: removeAccount,
  }),
  defineRoute({
    name: 'GET /people/{email}/sessions',
    tag,
    summary: 'Active sessions of a person',
    description: ownSessions,
    params: sessionsParamsSchema,
    responses: { 200: { description: 'Most recently seen first.', schema: sessionsSchema } },
    handle: getSessions,
  }),
  defineRoute({
    name: 'DELETE /people/{email}/sessions',
    tag,
    summary: 'End all sessions of a person but this one',
    description: ownSessions,
    params: sessionsParamsSchema,
    responses: { 204: { description: 'Ended.' } },
    handle: endSessions,
  }),
  defineRoute({
    name: 'DELETE /people/{email}/sessions/{id}',
    tag,
    summary: 'End a session',
    description: ownSessions,
    params: sessionParamsSchema,
    responses: { 204: { description: 'Ended.' } },
    handle: endSession,
  }),
];
