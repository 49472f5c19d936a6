import { createReason } from '../../../src/domain/reasons/reason';
import { hashRecipient, hashStep } from '../../../src/auth/signed-links';
import { encodeUuid } from '../../../src/lib/short-links';
import { changeSteps, foreign, input, links, MOVED, renderTestEmail } from './support/test-emails';

test('an approval request contains the hire, the cost and how to decide', async () => {
  const { key, subject, text } = await renderTestEmail({ kind: 'approval-requested', step: 'managerApproval' });
  expect(key).toMatch(new RegExp(`^${input.id}/notification/key/`));
  expect(subject).toBe('Approval needed: managerApproval (Ada Lovelace, 1 Mar 2027)');
  for (const part of [
    'Hello Grace Hopper,',
    'Hanna (hr@example.com) has submitted',
    'Engineer, Engineering (Employee)',
    'Location: Munich',
    '€1,234.50',
    'Approve or decline:\nhttps://firstday.example.com/decide/',
    `View onboarding:\nhttps://firstday.example.com/o/${encodeUuid(input.id)}`,
  ])
    expect(text).toContain(part);
});

test('a termination names its author and reason, and that nothing is left', async () => {
  const explanation = { reason: createReason('step-declined', { step: 'claimUsername' }), comment: 'no budget' };
  const termination = { outcome: 'declined', ...explanation, by: 'grace@example.com' };
  const { subject, text } = await renderTestEmail({ kind: 'declined', ...explanation }, { termination });
  expect(subject).toMatch(/^Onboarding declined: /);
  expect(text).toContain(
    'was declined.\n\nBy: grace@example.com\nReason: Create accounts was declined.\nComment: “no budget”',
  );
  expect(text).toContain('Nothing is left in any system.');
});

test('remaining effects are listed', async () => {
  const acceptedFailure = { status: 'failed', reason: createReason('left-behind', { by: 'it@example.com' }) };
  const reason = createReason('step-failed', {
    step: 'claimUsername',
    cause: createReason('OutOfStock', { missing: ['badge'] }),
  });
  const { text } = await renderTestEmail({ kind: 'rolled-back', reason }, changeSteps({ accounts: acceptedFailure }));
  expect(text).toContain('was rolled back.\n\nReason: Create accounts failed: Not in stock: 1 × badge.');
  expect(text).toContain('Create accounts: Not undone. Accepted by it@example.com.');
});

test('what the systems still hold is listed, instead of the claim that nothing is', async () => {
  const accounts = [
    { system: 'email', username: 'ada', active: false },
    { system: 'chat', username: 'ada', active: false },
  ];
  const items = [{ tag: 'L14-001', model: 'laptop-14' }];
  const seats = [{ course: 'first-aid', startsAt: '2027-03-02T09:00:00Z' }];
  const disabled = await renderTestEmail({ kind: 'rolled-back' }, {}, { accounts, items: [], seats: [] });
  expect(disabled.text).toContain(
    'Still in our systems:\n  Account ada (email), inactive\n  Account ada (chat), inactive',
  );
  expect(disabled.text).not.toContain('Nothing is left');
  const kept = await renderTestEmail({ kind: 'cancelled' }, {}, { accounts: [], items, seats });
  expect(kept.text).toContain('laptop-14 (asset tag L14-001)\n  Seat in first-aid, 2 Mar 2027, 10:00');
  const clean = await renderTestEmail({ kind: 'cancelled' }, {}, { accounts: [], items: [], seats: [] });
  expect(clean.text).toContain('Nothing is left in any system.');
});

test('a task for a remote hire says where to ship, or that nobody knows; an approval never does', async () => {
  const { request } = input;
  const remote = { ...request, job: { ...request.job, remote: true } };
  const render = (kind: 'task-requested' | 'approval-requested', address?: string) =>
    renderTestEmail(
      { kind, step: kind === 'task-requested' ? 'shipLaptop' : 'managerApproval' },
      {
        ...changeSteps({ shipping: { status: 'waiting' } }),
        request: { ...remote, employee: { ...remote.employee, address } },
      },
    );
  expect((await render('task-requested', 'Example Street 1')).text).toContain('Postal address: Example Street 1');
  expect((await render('task-requested')).text).toContain('Postal address: not known yet');
  expect((await render('approval-requested', 'Example Street 1')).text).not.toContain('Example Street');
});

test('a task that replaces a failed step says what is missing', async () => {
  const error = createReason('OutOfStock', { missing: ['laptop-14', 'monitor-27', 'laptop-14'] });
  const { text } = await renderTestEmail(
    { kind: 'task-requested', step: 'shipLaptop' },
    changeSteps({ accounts: { status: 'skipped', branchedTo: 'shipLaptop', error }, shipping: { status: 'waiting' } }),
  );
  expect(text).toContain('Needed because Create accounts failed: Not in stock: 2 × laptop-14 and 1 × monitor-27.');
});

test('a substitute learns whom they represent', async () => {
  const substitutes = [
    { representedEmail: 'carla@example.com', substituteEmail: 'grace@example.com' },
    { representedEmail: 'miguel@example.com', substituteEmail: 'hugo@example.com' },
  ];
  const { text } = await renderTestEmail(
    { kind: 'approval-requested', step: 'managerApproval' },
    changeSteps({ approval: { substitutes } }),
  );
  expect(text).toContain('Grace Hopper receives this request on behalf of carla@example.com.');
  expect(text).not.toContain('miguel@example.com');
});

test('a task request contains instructions, deadline and form', async () => {
  const { subject, text } = await renderTestEmail(
    { kind: 'task-requested', step: 'shipLaptop' },
    changeSteps({ shipping: { status: 'waiting' } }),
  );
  expect(subject).toBe('Task assigned: Ship the laptop (Ada Lovelace, 1 Mar 2027)');
  for (const part of [
    'This task is assigned to you: Ship the laptop.',
    'Send it **insured**.',
    'Please respond by Thursday, 25 February 2027 at 09:00 (Europe/Berlin).',
    '  Tracking number (text)',
    '  Carrier (DHL | UPS, optional)',
    'Open the task:\nhttps://firstday.example.com/decide/',
  ])
    expect(text).toContain(part);
});

test('an undo task says so, and has no form', async () => {
  const undoing = {
    status: 'undoing',
    undoTask: 'Collect the laptop',
    instructions: 'Have the laptop sent back.',
    form: undefined,
  };
  const { text } = await renderTestEmail(
    { kind: 'task-requested', step: 'shipLaptop' },
    changeSteps({ shipping: undoing }),
  );
  expect(text).toContain('is being rolled back. This task is assigned to you: Collect the laptop.');
  expect(text).not.toContain('Ship the laptop');
  expect(text).toContain('Have the laptop sent back.');
});

describe('the new hire', () => {
  const hire = { name: 'Ada Lovelace', email: input.request.employee.personalEmail };
  const hidden = ['€1,234.50', 'grace@example.com', 'hr@example.com', '/o/', '/decide/'];

  test.each([
    ['task-requested', 'waiting', 'Task assigned: Ship the laptop'],
    ['reminder', 'waiting', 'Reminder: Ship the laptop'],
    ['task-requested', 'done', 'An update on your first day'],
    ['task-requested', 'undoing', 'Task assigned: Collect the laptop'],
    ['rescheduled', 'done', 'An update on your first day'],
  ] as const)('gets for %s of a task that is %s only their own part', async (kind, status, expected) => {
    const { to, subject, text } = await renderTestEmail(
      { kind, step: 'shipLaptop', to: [hire] },
      changeSteps({ shipping: { status, undoTask: status === 'undoing' ? 'Collect the laptop' : undefined } }),
    );
    expect(to).toEqual([hire]);
    expect(subject).toBe(expected);
    const [, token = '', step] = /\/hire\/([^/\s]+)(\/shipLaptop)?$/m.exec(text) ?? [];
    expect(await links.readNewHireLink(token)).toEqual({
      onboardingId: input.id,
      recipientHash: hashRecipient(hire.email),
    });
    expect(step).toBe(status === 'waiting' || status === 'undoing' ? '/shipLaptop' : undefined);
    for (const word of hidden) expect(text).not.toContain(word);
  });
});

test('a delayed mail says that nothing is left to do', async () => {
  const { text } = await renderTestEmail(
    { kind: 'task-requested', step: 'shipLaptop' },
    changeSteps({ shipping: { status: 'done' } }),
  );
  expect(text).toContain('This request is closed. Its status is “Done”.');
});

test.each([
  ['reminder', 'Reminder: ', 'waiting for your response since Friday, 1 January 2027 at 09:00 (Europe/Berlin).'],
  ['escalated', 'Overdue: ', 'The request is now assigned to you as well.'],
] as const)('%s: contains the request, its start and its deadline', async (kind, subject, expected) => {
  const asked = { expireAt: '2027-01-15T08:00:00Z' };
  const email = await renderTestEmail({ kind, step: 'managerApproval' }, changeSteps({ approval: asked }));
  expect(email.subject).toContain(subject);
  expect(email.text).toContain(expected);
  expect(email.text).toContain('Please respond by Friday, 15 January 2027 at 09:00');
  expect(email.text).toContain('Approve or decline:');
});

test('a missed deadline lists the pending steps', async () => {
  const { text } = await renderTestEmail({
    kind: 'escalated',
    reason: createReason('deadline-missed', { deadline: '2027-04-01T08:00:00Z' }),
  });
  expect(text).toContain('is overdue.\n\nReason: Not complete by 1 Apr 2027, 10:00.');
  expect(text).toContain('  managerApproval: Grace Hopper');
});

test('a reschedule contains both dates, the readiness and the pending steps', async () => {
  const { subject, text } = await renderTestEmail(
    { kind: 'rescheduled', reason: MOVED },
    { startDate: '2027-04-01', readiness: 'at-risk', readinessCause: 'claimUsername' },
  );
  expect(subject).toBe('Start date changed: Ada Lovelace, 1 Apr 2027');
  expect(text).toContain('The start date of Ada Lovelace has changed: from 1 Mar 2027 to 1 Apr 2027.');
  expect(text).toContain('are at risk.\nCause: Create accounts');
  expect(text).toContain('  managerApproval: Grace Hopper');
});

test('an amendment contains the current request', async () => {
  const request = { ...input.request, equipment: ['laptop-16'] };
  const { text } = await renderTestEmail({ kind: 'amended' }, { request });
  expect(text).toContain('The onboarding request for Ada Lovelace has been updated.');
  expect(text).toContain('laptop-16');
  expect(text).toContain('€1,234.50');
});

test('an orphaned onboarding explains how to roll it back', async () => {
  const { text } = await renderTestEmail({
    kind: 'needs-attention',
    reason: createReason('orphaned.terminated', { heldSteps: ['claimUsername'] }),
  });
  expect(text).toContain('The workflow was terminated in Temporal. Not undone yet: Create accounts.');
  expect(text).toContain('You can cancel the onboarding on its page.');
});

test('a stuck onboarding asks for no decision, or has recovered meanwhile', async () => {
  const reason = createReason('stuck.error', { workflowId: 'onboarding:x' });
  const incident = { kind: 'stuck', reason } as const;
  const { subject, text } = await renderTestEmail({ kind: 'incident', reason }, { incident });
  expect(subject).toContain('Onboarding interrupted: ');
  expect(text).toContain('The workflow does not proceed: its code has an error.');
  expect(text).toContain('forward this e-mail to your Firstday administrators');
  const late = await renderTestEmail({ kind: 'incident', reason });
  expect(late.text).toContain('has continued in the meantime');
  expect(late.text).not.toContain('forward this e-mail');
});

test('each recipient gets a personal link, without names or side effects', async () => {
  const step = 'managerApproval';
  const to = [
    { name: 'Grace Hopper', email: 'grace@example.com' },
    { name: 'Mary', email: 'mary@example.com' },
  ];
  const renderForEach = () =>
    Promise.all(
      to.map((person) =>
        renderTestEmail(
          { kind: 'approval-requested', step, to: [person] },
          changeSteps({ approval: { status: 'waiting' } }),
        ),
      ),
    );
  const asked = await renderForEach();
  expect(asked.map((message) => message.to)).toEqual(to.map((person) => [person]));
  expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  const tokens = asked.map(({ text }) => /decide\/(\S+)/.exec(text)?.[1] ?? '');
  expect(new Set(tokens).size).toBe(2);
  for (const token of tokens) {
    expect(await links.readDecisionLink(token)).toMatchObject({ onboardingId: input.id, stepHash: hashStep(step) });
    expect(Buffer.from(token, 'base64').toString()).not.toMatch(/grace|mary/i);
  }
  // Rendered again, each recipient's message keeps its key.
  const again = await renderForEach();
  expect(again.map(({ key }) => key)).toEqual(asked.map(({ key }) => key));
});

test('an undeliverable mail names the recipient and the cause, and how to correct the address', async () => {
  const cause = foreign('No such mailbox.');
  const reason = createReason('notification-rejected', { kind: 'task-requested', recipient: 'Ada Lovelace', cause });
  const { subject, text } = await renderTestEmail({ kind: 'undeliverable', step: 'shipLaptop', reason });
  expect(subject).toBe('E-mail not delivered: Ada Lovelace, 1 Mar 2027');
  expect(text).toContain('Reason: Assigned, to Ada Lovelace: No such mailbox.');
  expect(text).toContain(`Correct the address:\nhttps://firstday.example.com/o/${encodeUuid(input.id)}/amend`);
});
