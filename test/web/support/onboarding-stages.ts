import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'kysely';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import type { Role, StepStatus } from '../../../src/domain/status';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { type Incident, recordIncident } from '../../../src/database/incidents';
import { definePlan } from '../../../src/planning/define-plan';
import { activity, anyOf, approval, approvals, task } from '../../../src/planning/dsl';
import { PEOPLE } from '../../api/support/test-api';
import type { ApiWithEngine } from '../../api/support/api-with-engine';
import { getOnboardingRow } from '../../support/onboardings';
import { waitForValue } from '../../support/wait-for-value';
import { createReason } from '../../../src/domain/reasons/reason';

/** A step of each kind, a task that can be skipped and one that cannot, an activity that is not essential. HR may approve as well, except for the submitter. */
export const stagedPlan = definePlan(
  'staged',
  { title: 'Whatever can be asked' },
  {
    approve: approval({ from: anyOf('manager', 'hr') }),
    ship: task({ for: 'it', after: approvals, skippable: true, undoTask: { title: 'Collect it', for: 'it' } }),
    pack: task({ for: 'it', after: approvals }),
    accounts: activity('claimUsername', {
      after: ['ship'],
      owner: 'finance',
      essential: false,
      decideWithin: '3 business days',
    }),
  },
);

/** Well above the 100 ms for which a worker coalesces snapshot writes. */
const PROJECTION_DELAY_MS = 1_000;

type FailureMode = 'fails' | 'fails-to-undo';

/** Creates onboardings in every stage that allows an action. Each has its own new hire. */
export class OnboardingStages {
  constructor(private readonly platform: ApiWithEngine) {
    const throwFor = (failureMode: FailureMode) => (call: EffectInput) => {
      if (call.request.employee.personalEmail.startsWith(`${failureMode}.`))
        throw ApplicationFailure.nonRetryable('No.', failureMode);
    };
    platform.world.setBehaviour('claimUsername', throwFor('fails'));
    platform.world.setBehaviour('claimUsername.undo', throwFor('fails-to-undo'));
  }

  createSubmitted = async (failureMode?: FailureMode): Promise<string> => {
    const personalEmail = `${failureMode ?? 'works'}.${randomUUID()}@example.org`;
    const id = await this.platform.api.submit(personalEmail, { manager: PEOPLE.manager, plan: stagedPlan.name });
    await this.platform.waitForView(id, ({ timeline }) => timeline.some(({ kind }) => kind === 'approval-requested'));
    return id;
  };

  createDelegated = async (): Promise<string> => {
    const id = await this.createSubmitted();
    await this.sendAction('manager', `${id}/steps/approve/delegate`, { to: PEOPLE.it.email });
    await this.platform.waitForView(id, ({ steps }) => steps.some(({ substitutes }) => substitutes !== undefined));
    return id;
  };

  createApproved = async (failureMode?: FailureMode): Promise<string> => {
    const id = await this.createSubmitted(failureMode);
    await this.sendAction('manager', `${id}/steps/approve/approve`);
    return this.waitForStep(id, 'pack', 'waiting');
  };

  createFailed = async (): Promise<string> => this.waitForStep(await this.createShipped('fails'), 'accounts', 'failed');

  /** Only the shipment is done by a person and has an undo task. `pack` is still open. */
  createUndoing = async (): Promise<string> => {
    const id = await this.waitForStep(await this.createShipped(), 'accounts', 'done');
    await this.cancel(id);
    return this.waitForStep(id, 'ship', 'undoing');
  };

  createUndoFailed = async (): Promise<string> => {
    const id = await this.waitForStep(await this.createShipped('fails-to-undo'), 'accounts', 'done');
    await this.cancel(id);
    return this.waitForStep(id, 'accounts', 'undo-failed');
  };

  createUndoFailureAccepted = async (): Promise<string> => {
    const id = await this.createUndoFailed();
    await this.sendAction('hr', `${id}/steps/accounts/accept`);
    return this.waitForStep(id, 'ship', 'undoing');
  };

  createDeclined = async (): Promise<string> => {
    const id = await this.createSubmitted();
    await this.sendAction('manager', `${id}/steps/approve/decline`);
    await this.platform.waitForStatus(id, 'declined');
    return id;
  };

  /** Marks the onboarding as the reconciler does after its workflow was terminated. */
  createOrphaned = async (createOnboarding: () => Promise<string>): Promise<string> => {
    const id = await createOnboarding();
    await this.platform.temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).terminate();
    const { database } = this.platform.api.testDb;
    // A pending snapshot write may clear the mark. It is then set again, as the reconciler would.
    await waitForValue(async () => {
      const { orphaned_at: at, view } = await getOnboardingRow(database, id);
      if (at === null) await this.markOrphaned(id, view);
      return at !== null && at.getTime() < Date.now() - PROJECTION_DELAY_MS ? true : undefined;
    });
    return id;
  };

  private async markOrphaned(id: string, view: OnboardingView): Promise<void> {
    const incidentNotification = { key: 'orphaned', kind: 'needs-attention' } as const;
    const incident: Incident = {
      kind: 'orphaned',
      reason: createReason('orphaned.terminated', { heldSteps: [] }),
      people: [PEOPLE.hr],
      notification: incidentNotification,
    };
    await this.platform.api.testDb.database
      .transaction()
      .execute((transaction) => recordIncident(transaction, { id, view }, incident, { orphaned_at: sql`now()` }));
  }

  private createShipped = async (failureMode?: FailureMode): Promise<string> => {
    const id = await this.createApproved(failureMode);
    await this.sendAction('it', `${id}/steps/ship/complete`);
    return id;
  };

  private cancel = (id: string): Promise<void> => this.sendAction('hr', `${id}/cancel`, { reason: 'Offer withdrawn' });

  private async sendAction(as: Role, path: string, body: object = {}): Promise<void> {
    const response = await this.platform.api.call('POST', `/onboardings/${path}`, { as, body });
    if (response.status > 202) throw new Error(`${path}: ${JSON.stringify(response.body)}`);
  }

  private async waitForStep(id: string, step: string, status: StepStatus): Promise<string> {
    await this.platform.waitForView(id, ({ steps }) => steps.some((one) => one.id === step && one.status === status));
    return id;
  }
}
