import type { Role } from '../../domain/status';
import type { ActionResult, CreatedToken, Holdings, OnboardingReceipt, OnboardingResponse } from '../api-responses';
import { ApiClient } from '../api-client';
import { streamOnboardingEvents } from '../onboarding-events';
import { formatOnboardingStatus } from '../output/status';
import { formatTable } from '../output/text';
import { formatHeadings, type TextSettings } from '../output/text-settings';
import { formatTimelineEntry } from '../output/timeline';
import { formatStart } from '../output/times';
import type { Terminal } from '../output/terminal';
import type { DemoPlatform } from './platform';
import { createDemoHires, type DemoHire } from './demo-hires';

type SubmittedHire = DemoHire & { id: string };

/** Plays the onboardings of three new hires and prints their timelines live. */
export class DemoStory {
  constructor(
    private readonly platform: DemoPlatform,
    private readonly terminal: Terminal,
    private readonly settings: TextSettings,
  ) {}

  /** Returns deviations from the expected outcomes, empty on success. */
  async run(): Promise<string[]> {
    const { t } = this.settings;
    const { completing, declined, withoutSeat } = createDemoHires(new Date());
    this.printHeading(t('cli-demo.story.submit'));
    const hr = await this.signInAs('hanna@example.com', ['hr']);
    const ada = await this.submit(hr, completing);
    const ben = await this.submit(hr, declined);
    const zoe = await this.submit(hr, withoutSeat);

    this.printHeading(t('cli-demo.story.approve', { name: ada.name }));
    await this.decideApproval(ada, 'approve', t('cli-demo.comment.approve'));
    await this.skipCheckIn(hr, ada);
    const mismatches = [await this.followToEnd(hr, ada)];

    this.printHeading(t('cli-demo.story.decline', { name: ben.name }));
    await this.decideApproval(ben, 'decline', t('cli-demo.comment.decline'));
    mismatches.push(await this.followToEnd(hr, ben));

    this.printHeading(t('cli-demo.story.no-seat', { name: zoe.name }));
    await this.decideApproval(zoe, 'approve');
    mismatches.push(await this.followToEnd(hr, zoe));

    this.printHeading(t('cli-demo.story.holdings'));
    return [...mismatches.flat(), ...(await this.checkHoldings(hr, [ada, ben, zoe]))];
  }

  private async submit(hr: ApiClient, hire: DemoHire): Promise<SubmittedHire> {
    const { body } = await hr.post<OnboardingReceipt>('/onboardings', hire.request);
    const { id, plan, status, startDate } = body;
    const { t, style } = this.settings;
    const facts = [
      formatOnboardingStatus(this.settings, status),
      t('cli-output.plan', { plan }),
      formatStart(this.settings, startDate),
    ];
    this.printLine(`${hire.name}: ${facts.join(' · ')}${style(`  ${id}`, 'gray')}`);
    return { ...hire, id };
  }

  private async decideApproval(
    { id, request }: SubmittedHire,
    decision: 'approve' | 'decline',
    comment?: string,
  ): Promise<void> {
    const manager = await this.signInAs(request.manager.email, ['manager']);
    await manager.post<ActionResult>(`/onboardings/${id}/steps/managerApproval/${decision}`, { comment });
  }

  /** The check-in is due thirty days after day one, which the demo cannot wait for. */
  private async skipCheckIn(hr: ApiClient, { id }: SubmittedHire): Promise<void> {
    const note = this.settings.t('cli-demo.comment.skip');
    await hr.post<ActionResult>(`/onboardings/${id}/steps/thirtyDayCheckIn/skip`, { note });
  }

  /**
   * Prints events up to the final status. HR rolls back after a failure, which otherwise waits for a decision. Returns a
   * deviation if the final status is not the expected one.
   */
  private async followToEnd(client: ApiClient, { id, name, expectedStatus }: SubmittedHire): Promise<string[]> {
    const { t } = this.settings;
    let status: OnboardingResponse['status'] | undefined;
    for await (const event of streamOnboardingEvents(client, id, this.terminal.signal)) {
      if (event.type === 'status') status = event.status.status;
      if (event.type !== 'timeline') continue;
      this.terminal.writeOut(`  ${formatTimelineEntry(this.settings, event.entry)}`);
      if (event.entry.kind === 'failed')
        await client.post<ActionResult>(`/onboardings/${id}/rollback`, { reason: t('cli-demo.comment.rollback') });
    }
    if (status === undefined || status === expectedStatus) return [];
    const [expected, actual] = [t(`status.onboarding.${expectedStatus}`), t(`status.onboarding.${status}`)];
    return [t('cli-demo.unexpected-status', { name, expected, actual })];
  }

  private async checkHoldings(client: ApiClient, hires: SubmittedHire[]): Promise<string[]> {
    const { t } = this.settings;
    const mismatches: string[] = [];
    const rows = [this.formatHoldingHeadings()];
    for (const { id, name, expectedStatus } of hires) {
      const { accounts, items, seats } = await client.get<Holdings>(`/onboardings/${id}/holdings`);
      const names = [accounts.map((it) => it.system), items.map((it) => it.tag), seats.map((it) => it.course)];
      rows.push([
        name,
        formatOnboardingStatus(this.settings, expectedStatus),
        ...names.map((heldItems) => heldItems.join(', ') || t('cli-demo.none')),
      ]);
      const isAsExpected = names.every((heldItems) => heldItems.length > 0 === (expectedStatus === 'completed'));
      if (!isAsExpected) mismatches.push(t('cli-demo.unexpected-holdings', { name }));
    }
    this.terminal.writeOut(formatTable(rows).replace(/^/gm, '  ').trimEnd() + '\n');
    return mismatches;
  }

  private formatHoldingHeadings(): string[] {
    return formatHeadings(this.settings, [
      'cli-output.heading.employee',
      'cli-output.heading.status',
      'cli-demo.heading.accounts',
      'cli-demo.heading.equipment',
      'cli-demo.heading.seats',
    ]);
  }

  private async signInAs(email: string, roles: Role[]): Promise<ApiClient> {
    const connection = { url: this.platform.url, locale: this.settings.locale, signal: this.terminal.signal };
    const administrator = new ApiClient({ ...connection, token: this.platform.token });
    const { body } = await administrator.post<CreatedToken>('/tokens', { email, roles, expiresInDays: 1 });
    return new ApiClient({ ...connection, token: body.token });
  }

  private printHeading(title: string): void {
    this.terminal.writeOut(`\n${this.settings.style(title, 'bold')}\n`);
  }

  private printLine(text: string): void {
    this.terminal.writeOut(`  ${text}\n`);
  }
}
