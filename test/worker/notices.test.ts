import type { Notice } from '../../src/contract/projection';
import { firstView } from '../../src/submission/first-view';
import { type OwedNotice, renderNotice } from '../../src/worker/notices';
import { activityStep, anInput, approvalStep } from '../workflows/support';

const input = anInput([
  approvalStep('managerApproval'),
  activityStep('createAccounts', ['managerApproval'], { title: 'Create accounts' }),
]);

function mail(notice: Partial<Notice>, changes: Partial<OwedNotice['view']> = {}) {
  const to = [{ name: 'Grace Hopper', email: 'grace@example.com' }];
  const full: Notice = { key: 'key', kind: 'cancelled', to, ...notice };
  const view = { ...firstView(input), ...changes };
  const cost = { amountCents: 123_450, currency: 'EUR' };
  return renderNotice({ onboardingId: input.id, notice: full, view, cost }, 'https://firstday.example.com');
}

test('a request for approval says who, when, what, where and what it costs, and how to decide', () => {
  const { key, subject, text } = mail({ kind: 'approval-requested', step: 'managerApproval' });
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

test('an undo that failed names the effect, the reason and both ways out', () => {
  const { text } = mail({ kind: 'needs-attention', step: 'createAccounts', note: 'The directory is down.' });
  expect(text).toContain('What "Create accounts" did could not be undone: The directory is down.');
  expect(text).toContain(`npx firstday retry ${input.id} createAccounts`);
  expect(text).toContain(`npx firstday accept ${input.id} createAccounts`);
});

test('an onboarding that ended says who ended it and why, and that nothing is left', () => {
  const ending = { outcome: 'declined', reason: 'no budget', by: 'grace@example.com' };
  const { subject, text } = mail({ kind: 'declined', note: 'no budget' }, { ending });
  expect(subject).toMatch(/^Declined: /);
  expect(text).toContain('was declined by grace@example.com: no budget');
  expect(text).toContain('Nothing of it is left');
});

test('what was left behind is listed', () => {
  const [approval, accounts] = firstView(input).steps;
  const left = { ...accounts, status: 'failed' as const, note: 'left behind, accepted by it@example.com' };
  const steps = [approval, left] as OwedNotice['view']['steps'];
  const { text } = mail({ kind: 'rolled-back', note: 'Create accounts: no' }, { steps });
  expect(text).toContain('was rolled back: Create accounts: no');
  expect(text).toContain('Create accounts: left behind, accepted by it@example.com');
});
