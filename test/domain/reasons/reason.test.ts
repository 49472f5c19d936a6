import { createReason, describeReason, getReasonClass } from '../../../src/domain/reasons/reason';

test('a wrong code or parameter does not compile', () => {
  // @ts-expect-error: no such code
  createReason('no-such-code', {});
  // @ts-expect-error: a missing parameter
  createReason('OutOfStock', {});
  // @ts-expect-error: a parameter of another kind
  createReason('OutOfStock', { missing: 7 });
  // @ts-expect-error: a value that the kind does not have
  createReason('resolution', { action: 'shrug' });
  expect(createReason('OutOfStock', { missing: ['laptop-14'] })).toEqual({
    code: 'OutOfStock',
    params: { missing: ['laptop-14'] },
  });
});

test.each([
  ['Timeout.after', 'Timeout'],
  ['not-entitled.own-submission', 'not-entitled'],
  ['unverified', 'unverified'],
])('the class of %s is %s', (code, expected) => {
  expect(getReasonClass({ code })).toBe(expected);
});

test('a log line has the code and the parameters', () => {
  const cause = createReason('MailRejected', { reply: 'EENVELOPE 550' });
  expect(describeReason(createReason('unverified', {}))).toBe('unverified');
  expect(describeReason(createReason('step-failed', { step: 'welcome', cause }))).toBe(
    'step-failed: step=welcome, cause=(MailRejected: reply=EENVELOPE 550)',
  );
});
