import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'kysely';
import { workflowIdOf } from '../../../src/domain/ids';
import type { EffectCall } from '../../../src/domain/plan/types';
import type { Role, StepStatus } from '../../../src/domain/status';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { type Obstacle, showObstacle } from '../../../src/database/incidents';
import { definePlan } from '../../../src/planning/define';
import { activity, anyOf, approval, approvals, task } from '../../../src/planning/dsl';
import { PEOPLE } from '../../api/support/api';
import type { TestPlatform } from '../../api/support/engine';
import { rowOf } from '../../support/onboardings';
import { eventually } from '../../support/until';

/** A step of each kind, one that may be left out, and one beside it that may not. HR is asked too: but not whoever submits. */
export const plan = definePlan(
  'staged',
  { title: 'Whatever can be asked' },
  {
    approve: approval({ from: anyOf('manager', 'hr') }),
    ship: task({ for: 'it', after: approvals, skippable: true, counterTask: { title: 'Collect it', for: 'it' } }),
    pack: task({ for: 'it', after: approvals }),
    accounts: activity('createAccounts', {
      after: ['ship'],
      owner: 'finance',
      decideWithin: '3 business days',
      skippable: true,
      settings: () => ({ applications: ['email'] }),
    }),
  },
);

/** A worker gathers for a tenth of a second what it writes. */
const LONG_AFTER_MS = 1_000;

type Fault = 'fails' | 'fails-to-undo';

/** Onboardings in every stage in which somebody may have something to say. Each has a new hire of its own. */
export class Stages {
  constructor(private readonly platform: TestPlatform) {
    const unless = (fault: Fault) => (call: EffectCall) => {
      if (call.request.employee.personalEmail.startsWith(`${fault}.`))
        throw ApplicationFailure.nonRetryable('No.', fault);
    };
    platform.world.on('createAccounts', unless('fails'));
    platform.world.on('createAccounts.undo', unless('fails-to-undo'));
  }

  submitted = async (fault?: Fault): Promise<string> => {
    const personalEmail = `${fault ?? 'works'}.${randomUUID()}@example.org`;
    const id = await this.platform.api.submit(personalEmail, { manager: PEOPLE.manager, plan: plan.name });
    await this.platform.seen(id, ({ timeline }) => timeline.some(({ kind }) => kind === 'approval-requested'));
    return id;
  };

  handedOn = async (): Promise<string> => {
    const id = await this.submitted();
    await this.say('manager', `${id}/steps/approve/delegate`, { to: PEOPLE.it.email });
    await this.platform.seen(id, ({ steps }) => steps.some(({ standIns }) => standIns !== undefined));
    return id;
  };

  approved = async (fault?: Fault): Promise<string> => {
    const id = await this.submitted(fault);
    await this.say('manager', `${id}/steps/approve/approve`);
    return this.until(id, 'pack', 'waiting');
  };

  failed = async (): Promise<string> => this.until(await this.shipped('fails'), 'accounts', 'failed');

  /** Of what was done, a person is asked to take back the shipment; nobody has packed yet. */
  takenBack = async (): Promise<string> => {
    const id = await this.until(await this.shipped(), 'accounts', 'done');
    await this.cancelled(id);
    return this.until(id, 'ship', 'undoing');
  };

  leftBehind = async (): Promise<string> => {
    const id = await this.until(await this.shipped('fails-to-undo'), 'accounts', 'done');
    await this.cancelled(id);
    return this.until(id, 'accounts', 'undo-failed');
  };

  accepted = async (): Promise<string> => {
    const id = await this.leftBehind();
    await this.say('hr', `${id}/steps/accounts/accept`);
    return this.until(id, 'ship', 'undoing');
  };

  declined = async (): Promise<string> => {
    const id = await this.submitted();
    await this.say('manager', `${id}/steps/approve/decline`);
    await this.platform.until(id, 'declined');
    return id;
  };

  /** As the reconciler marks it, once somebody has terminated its workflow. */
  lost = async (reach: () => Promise<string>): Promise<string> => {
    const id = await reach();
    await this.platform.temporal.client.workflow.getHandle(workflowIdOf(id)).terminate();
    const { database } = this.platform.api.test;
    // What its worker still had to write hides the mark, which is put again then: as the reconciler does.
    await eventually(async () => {
      const { lost_at: at, view } = await rowOf(database, id);
      if (at === null) await this.markLost(id, view);
      return at !== null && at.getTime() < Date.now() - LONG_AFTER_MS ? true : undefined;
    });
    return id;
  };

  private async markLost(id: string, view: OnboardingView): Promise<void> {
    const notice = { key: 'lost', kind: 'needs-attention' } as const;
    const obstacle: Obstacle = { kind: 'lost', reason: 'It is gone.', people: [PEOPLE.hr], notice };
    await this.platform.api.test.database
      .transaction()
      .execute((transaction) => showObstacle(transaction, { id, view }, obstacle, { lost_at: sql`now()` }));
  }

  private shipped = async (fault?: Fault): Promise<string> => {
    const id = await this.approved(fault);
    await this.say('it', `${id}/steps/ship/complete`);
    return id;
  };

  private cancelled = (id: string): Promise<void> => this.say('hr', `${id}/cancel`, { reason: 'Offer withdrawn' });

  private async say(as: Role, path: string, body: object = {}): Promise<void> {
    const answer = await this.platform.api.call('POST', `/onboardings/${path}`, { as, body });
    if (answer.status > 202) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  }

  private async until(id: string, step: string, status: StepStatus): Promise<string> {
    await this.platform.seen(id, ({ steps }) => steps.some((one) => one.id === step && one.status === status));
    return id;
  }
}
