import { createReason } from '../../../src/domain/reasons/reason';
import { getStepAppearance } from '../../../src/web/ui/step-appearance';

const DECISION = { at: '2026-11-28T14:00:00Z', via: 'api', by: 'grace@example.com' } as const;
const error = createReason('NoSeat', { course: 'tools-tour' });

test.each([
  ['declined', { kind: 'approval', status: 'done', decision: { ...DECISION, outcome: 'declined' } }],
  ['expired', { kind: 'approval', status: 'done', decision: { ...DECISION, outcome: 'expired' } }],
  ['done', { kind: 'approval', status: 'done', decision: { ...DECISION, outcome: 'approved' } }],
  ['failed-undone', { kind: 'activity', status: 'undone', error }],
  ['undone', { kind: 'activity', status: 'undone' }],
  ['failed-replaced', { kind: 'activity', status: 'skipped', error, branchedTo: 'purchaseEquipment' }],
  ['failed-skipped', { kind: 'activity', status: 'skipped', error }],
  ['skipped', { kind: 'activity', status: 'skipped' }],
  ['running', { kind: 'activity', status: 'running', error }],
] as const)('%s', (appearance, step) => {
  expect(getStepAppearance(step)).toBe(appearance);
});
