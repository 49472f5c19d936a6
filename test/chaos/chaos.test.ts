import { wreakHavoc } from './chaos';

const SEED = 20261123;
const KILLS = 30;

describe.each(['together', 'apart'] as const)('processes %s', (mode) => {
  test(`after ${String(KILLS)} kills every acknowledged onboarding has ended or waits, and nothing is there twice or left behind`, async () => {
    const { onboardings, statuses, faults } = await wreakHavoc(mode, SEED, KILLS, () => undefined);
    expect(faults).toEqual([]);
    expect(onboardings).toBeGreaterThan(40);
    expect(statuses.completed).toBeGreaterThan(0);
  }, 1_800_000);
});
