import type { Notification } from '../../../src/domain/onboarding/snapshot';
import { buildInitialView } from '../../../src/application/initial-view';
import type { StepView } from '../../../src/domain/onboarding/view';
import type { PendingNotification } from '../../../src/worker/notifications/email-fragments';
import { createSignedLinks } from '../../../src/auth/signed-links';
import { renderEmails } from '../../../src/worker/notifications/render-emails';
import type { EmailMessage } from '../../../src/integrations/mail/mailer';
import { createActivityStep, createEngineInput, createApprovalStep, createTaskStep } from '../../workflows/support';

const input = createEngineInput([
  createApprovalStep('managerApproval'),
  createActivityStep('createAccounts', ['managerApproval'], { title: 'Create accounts' }),
  createTaskStep('shipLaptop', ['createAccounts'], {
    title: 'Ship the laptop',
    instructions: 'Send it **insured**.',
    dueAt: '2027-02-25T08:00:00Z',
    form: [
      { name: 'trackingNumber', label: 'Tracking number', type: 'text', required: true },
      { name: 'carrier', label: 'Carrier', type: 'choice', choices: ['DHL', 'UPS'], required: false },
    ],
  }),
]);
const [approval, accounts, shipping] = buildInitialView(input).steps as [StepView, StepView, StepView];
const steps = (changes: { approval?: object; accounts?: object; shipping?: object }) => ({
  steps: [
    { ...approval, ...changes.approval },
    { ...accounts, ...changes.accounts },
    { ...shipping, ...changes.shipping },
  ],
});

const URL = 'https://firstday.example.com';
const links = createSignedLinks({ encryption: [], sealing: Buffer.alloc(32, 1) }, URL);

function mails(
  notice: Partial<Notification>,
  changes: Partial<PendingNotification['view']> = {},
): Promise<EmailMessage[]> {
  const to = [{ name: 'Grace Hopper', email: 'grace@example.com' }];
  const full: Notification = { key: 'key', kind: 'cancelled', to, ...notice };
  const view = { ...buildInitialView(input), ...changes };
  const cost = { amountCents: 123_450, currency: 'EUR' };
  return renderEmails({ onboardingId: input.id, notice: full, view, cost }, URL, links);
}

async function mail(...about: Parameters<typeof mails>): Promise<EmailMessage> {
  const [message] = await mails(...about);
  if (message === undefined) throw new Error('no mail');
  return message;
}

test('a request for approval says who, when, what, where and what it costs, and how to decide', async () => {
  const { key, subject, text } = await mail({ kind: 'approval-requested', step: 'managerApproval' });
  expect(key).toBe(`${input.id}/notice/key`);
  expect(subject).toBe('Please decide: onboarding of Ada Lovelace, 2027-03-01');
  for (const part of [
    'Hello Grace Hopper,',
    'Hanna (hr@example.com) asks',
    'Engineer, Engineering (employee)',
    'berlin',
    '€1,234.50',
    `npx firstday approve ${input.id} managerApproval`,
    `POST https://firstday.example.com/api/v1/onboardings/${input.id}/steps/managerApproval/approve`,
    `npx firstday show ${input.id} --url https://firstday.example.com`,
  ])
    expect(text).toContain(part);
});

test('an undo that failed names the effect, the reason and both ways out', async () => {
  const { text } = await mail(
    { kind: 'needs-attention', step: 'createAccounts', note: 'The directory is down.' },
    steps({ accounts: { status: 'undo-failed' } }),
  );
  expect(text).toContain('What "Create accounts" did could not be undone: The directory is down.');
  expect(text).toContain(`npx firstday retry ${input.id} createAccounts`);
  expect(text).toContain(`npx firstday accept ${input.id} createAccounts`);
});

test('an onboarding that ended says who ended it and why, and that nothing is left', async () => {
  const ending = { outcome: 'declined', reason: 'no budget', by: 'grace@example.com' };
  const { subject, text } = await mail({ kind: 'declined', note: 'no budget' }, { ending });
  expect(subject).toMatch(/^Declined: /);
  expect(text).toContain('was declined by grace@example.com: no budget');
  expect(text).toContain('Nothing of it is left');
});

test('what was left behind is listed', async () => {
  const left = { status: 'failed', note: 'left behind, accepted by it@example.com' };
  const { text } = await mail({ kind: 'rolled-back', note: 'Create accounts: no' }, steps({ accounts: left }));
  expect(text).toContain('was rolled back: Create accounts: no');
  expect(text).toContain('Create accounts: left behind, accepted by it@example.com');
});

test('who stands in for somebody is told for whom', async () => {
  const standIns = [
    { of: 'carla@example.com', by: 'grace@example.com' },
    { of: 'miguel@example.com', by: 'hugo@example.com' },
  ];
  const { text } = await mail(
    { kind: 'approval-requested', step: 'managerApproval' },
    steps({ approval: { standIns } }),
  );
  expect(text).toContain('Grace Hopper is asked in place of carla@example.com.');
  expect(text).not.toContain('miguel@example.com');
});

test('a task says what to do until when, what will be asked, and how to say that it is done', async () => {
  const { subject, text } = await mail(
    { kind: 'task-requested', step: 'shipLaptop' },
    steps({ shipping: { status: 'waiting' } }),
  );
  expect(subject).toBe('A task for you: onboarding of Ada Lovelace, 2027-03-01');
  for (const part of [
    'Please do: Ship the laptop.',
    'Send it **insured**.',
    'Please answer by Thursday, 25 February 2027 at 09:00 (Europe/Berlin).',
    '  trackingNumber: Tracking number (text)',
    '  carrier: Carrier (DHL | UPS, may be left out)',
    `npx firstday complete ${input.id} shipLaptop --url https://firstday.example.com --answer name=value`,
    `/steps/shipLaptop/complete`,
  ])
    expect(text).toContain(part);
});

test('a task that takes another one back says so, and asks no form', async () => {
  const undoing = {
    status: 'undoing',
    counterTask: 'Collect the laptop',
    instructions: 'Have the laptop sent back.',
    form: undefined,
  };
  const { text } = await mail({ kind: 'task-requested', step: 'shipLaptop' }, steps({ shipping: undoing }));
  expect(text).toContain('is being undone. Please do: Collect the laptop.');
  expect(text).not.toContain('Ship the laptop');
  expect(text).toContain('Have the laptop sent back.');
  expect(text).not.toContain('--answer');
});

describe('the new hire', () => {
  const hire = { name: 'Ada Lovelace', email: input.request.employee.personalEmail };
  const hidden = ['€1,234.50', 'grace@example.com', 'hr@example.com', '/onboardings/', 'npx firstday', '/decide/'];

  test.each([
    ['task-requested', 'waiting', 'Ship the laptop'],
    ['reminder', 'waiting', 'Reminder: Ship the laptop'],
    ['task-requested', 'done', 'About your first day'],
    ['task-requested', 'undoing', 'Collect the laptop'],
    ['rescheduled', 'done', 'About your first day'],
  ] as const)('hears of %s of a task that is %s what is theirs, and nothing else', async (kind, status, said) => {
    const { to, subject, text } = await mail(
      { kind, step: 'shipLaptop', to: [hire] },
      steps({ shipping: { status, counterTask: status === 'undoing' ? 'Collect the laptop' : undefined } }),
    );
    expect(to).toEqual([hire]);
    expect(subject).toBe(said);
    const [, token = '', step] = /\/hire\/([^/\s]+)(\/shipLaptop)?$/m.exec(text) ?? [];
    expect(await links.readNewHireLink(token)).toEqual({ onboardingId: input.id });
    expect(step).toBe(status === 'waiting' || status === 'undoing' ? '/shipLaptop' : undefined);
    for (const word of hidden) expect(text).not.toContain(word);
  });

  test('hears it apart from everybody else', async () => {
    const grace = { name: 'Grace Hopper', email: 'grace@example.com' };
    const sent = await mails({ kind: 'rescheduled', note: '2027-03-01 → 2027-04-01', to: [grace, hire] });
    expect(sent.map(({ to }) => to)).toEqual([[grace], [hire]]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  });
});

test('a mail that was late says that nothing is left to do', async () => {
  const { text } = await mail({ kind: 'task-requested', step: 'shipLaptop' }, steps({ shipping: { status: 'done' } }));
  expect(text).toContain('settled in the meantime: it is done');
});

test.each([
  [
    'reminder',
    'Reminder: ',
    'You were asked on Friday, 1 January 2027 at 09:00 (Europe/Berlin), and nobody has answered',
  ],
  ['escalated', 'Escalated to you: ', 'so you are asked, too.'],
] as const)('%s: what was asked, since when, and until when it waits', async (kind, subject, said) => {
  const asked = { expireAt: '2027-01-15T08:00:00Z' };
  const letter = await mail({ kind, step: 'managerApproval' }, steps({ approval: asked }));
  expect(letter.subject).toContain(subject);
  expect(letter.text).toContain(said);
  expect(letter.text).toContain('Please answer by Friday, 15 January 2027 at 09:00');
  expect(letter.text).toContain(`npx firstday approve ${input.id} managerApproval`);
});

test('a deadline that passed says what is still waited for', async () => {
  const { text } = await mail({ kind: 'escalated', note: 'not complete by 2027-04-01T08:00:00Z' });
  expect(text).toContain('is overdue: not complete by 2027-04-01T08:00:00Z');
  expect(text).toContain('  managerApproval: Grace Hopper');
});

test('a moved start date says from when to when, whether it can be met, and who is waited for', async () => {
  const { subject, text } = await mail(
    { kind: 'rescheduled', note: '2027-03-01 → 2027-04-01' },
    { startDate: '2027-04-01', readiness: 'at-risk', readinessCause: 'createAccounts' },
  );
  expect(subject).toBe('New start date: onboarding of Ada Lovelace, 2027-04-01');
  expect(text).toContain('The first day of Ada Lovelace has moved: 2027-03-01 → 2027-04-01.');
  expect(text).toContain('at-risk, because of "Create accounts"');
  expect(text).toContain('  managerApproval: Grace Hopper');
});

test('an amended request is shown as it is now', async () => {
  const request = { ...input.request, equipment: ['laptop-16'] };
  const { text } = await mail({ kind: 'amended' }, { request });
  expect(text).toContain('The request for Ada Lovelace was changed.');
  expect(text).toContain('laptop-16');
  expect(text).toContain('€1,234.50');
});

test.each([
  [{ decideBy: '2027-02-02T08:00:00Z' }, 'Please decide by Tuesday, 2 February 2027 at 09:00'],
  [{}, 'nothing is undone by itself'],
])('a failure with %j names the reason and the ways out', async (time, said) => {
  const failed = { status: 'failed', skippable: true, ...time };
  const { text } = await mail(
    { kind: 'needs-attention', step: 'createAccounts', note: 'No licence left.' },
    steps({ accounts: failed }),
  );
  expect(text).toContain('"Create accounts" failed: No licence left.');
  expect(text).toContain(said);
  for (const verb of ['retry', 'skip']) expect(text).toContain(`npx firstday ${verb} ${input.id} createAccounts`);
  expect(text).toContain(`npx firstday rollback ${input.id} --reason`);
});

test('an onboarding that nothing carries on any more says how to have it undone', async () => {
  const { text } = await mail({ kind: 'needs-attention', note: 'Its workflow was terminated in Temporal.' });
  expect(text).toContain('was terminated in Temporal.');
  expect(text).toContain(`npx firstday cancel ${input.id} --reason`);
});

test('an onboarding that stands still says why, and that there is nothing to decide; where it goes on already, that', async () => {
  const note = 'Its workflow stands still: the code does not fit.';
  const { subject, text } = await mail({ kind: 'stands-still', note }, { obstacle: note });
  expect(subject).toContain('Needs your attention: ');
  expect(text).toContain(note);
  expect(text).toContain('hand this on to whoever runs Firstday. There is nothing to decide');
  const late = await mail({ kind: 'stands-still', note });
  expect(late.text).toContain('It goes on again in the meantime');
  expect(late.text).not.toContain('hand this on');
});

test('whoever is asked answers by a link of their own, which names nobody and only shows', async () => {
  const step = 'managerApproval';
  const to = [
    { name: 'Grace Hopper', email: 'grace@example.com' },
    { name: 'Mary', email: 'mary@example.com' },
  ];
  const asked = await mails({ kind: 'approval-requested', step, to }, steps({ approval: { status: 'waiting' } }));
  expect(asked.map((message) => message.to)).toEqual(to.map((person) => [person]));
  expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  const tokens = asked.map(({ text }) => /decide\/(\S+)/.exec(text)?.[1] ?? '');
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) {
    expect(await links.readDecisionLink(token)).toMatchObject({ onboardingId: input.id, step });
    expect(Buffer.from(token, 'base64').toString()).not.toMatch(/grace|mary/i);
  }
  // Rendered again, each recipient's message keeps its key.
  const again = await mails({ kind: 'approval-requested', step, to }, steps({ approval: { status: 'waiting' } }));
  expect(again.map(({ key }) => key)).toEqual(asked.map(({ key }) => key));
});
