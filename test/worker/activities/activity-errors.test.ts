import { SystemError, UnknownOutcomeError } from '../../../src/integrations/system-error';
import {
  createEffectCall,
  createActivityCaller,
  type Definition,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../../support/activity-test-environment';
import { defineExternalEffect } from '../../support/external-effect';

let world: ActivityTestEnvironment;
beforeAll(async () => void (world = await startActivityTestEnvironment()));
afterAll(() => world.close());

const createExternalCaller = (bodies: Partial<Definition>, overrides: Partial<Definition> = {}) =>
  createActivityCaller(world, { effect: defineExternalEffect({ ...bodies, ...overrides }) });

describe('errors', () => {
  it.each([
    [
      'a rejection',
      new SystemError('NoSeat', { course: 'first-aid' }),
      { type: 'NoSeat', message: 'NoSeat: course=first-aid', details: [{ course: 'first-aid' }], nonRetryable: true },
    ],
    [
      'a temporary rejection of another author’s type',
      new SystemError('Busy', { message: 'Later.' }, false),
      { type: 'Busy', details: [{ message: 'Later.' }], nonRetryable: false },
    ],
    [
      'an unknown outcome',
      new UnknownOutcomeError('MailUnconfirmed', { reply: '421' }),
      { type: 'MailUnconfirmed', details: [{ reply: '421' }], nonRetryable: false },
    ],
    ['an error declared as permanent', new SystemError('Listed', {}, false), { type: 'Listed', nonRetryable: true }],
    ['a bug', new TypeError('a bug'), { type: 'TypeError', message: 'a bug', nonRetryable: false }],
    ['a plain error', new Error('a bug'), { type: 'Unexpected', message: 'a bug', nonRetryable: false }],
  ])('%s becomes a matching Temporal failure', async (_, error, failure) => {
    const call = createExternalCaller({ run: () => Promise.reject(error) }, { permanent: ['Listed'] });
    await expect(call('effect', createEffectCall('step'))).rejects.toMatchObject(failure);
  });

  it('of the database are retried, and contain no row values', async () => {
    const insert = () => world.pool.query(`insert into people (email, name) values ('secret@example.org', 'x')`);
    await insert();
    const call = createExternalCaller({ run: () => insert().then(() => ({ text: '' })) });
    const failure: unknown = await call('effect', createEffectCall('step')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ type: 'DatabaseError', nonRetryable: false });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('secret@');
  });

  it('in settings name the field, not its value, and are not retried', async () => {
    const settings = { text: 'fine', secret: 'hunter2' };
    const calling = createExternalCaller({})('effect', createEffectCall('step', { settings }));
    await expect(calling).rejects.toMatchObject({ type: 'InvalidData', nonRetryable: true });
    await expect(calling).rejects.not.toThrow('hunter2');
  });
});
