import type { Role } from '../../domain/status';
import type { ActionResult, Holdings, NewToken, OnboardingReceipt } from '../api-types';
import { ApiClient } from '../api-client';
import { streamOnboardingEvents } from '../onboarding-events';
import { formatTimelineEntry } from '../output/onboarding';
import { colourStatus, type Style, formatTable } from '../output/text';
import type { Terminal } from '../output/terminal';
import type { DemoPlatform } from './platform';
import { createDemoHires, type DemoHire } from './demo-hires';

type SubmittedHire = DemoHire & { id: string };

/** Plays the onboardings of three new hires and prints their timelines live. */
export class DemoStory {
  constructor(
    private readonly platform: DemoPlatform,
    private readonly terminal: Terminal,
    private readonly style: Style,
  ) {}

  /** Returns deviations from the expected outcomes, empty on success. */
  async run(): Promise<string[]> {
    const { completing, declined, withoutSeat } = createDemoHires(new Date());
    this.printHeading('HR submits three new hires');
    const hr = await this.signInAs('hanna@example.com', ['hr']);
    const ada = await this.submit(hr, completing);
    const ben = await this.submit(hr, declined);
    const zoe = await this.submit(hr, withoutSeat);

    this.printHeading(`The manager approves ${ada.name}, who starts today`);
    await this.decideApproval(ada, 'approve', 'Welcome!');
    await this.skipCheckIn(hr, ada);
    const mismatches = [await this.followToEnd(hr, ada)];

    this.printHeading(`The manager declines ${ben.name}`);
    await this.decideApproval(ben, 'decline', 'The position was filled from within.');
    mismatches.push(await this.followToEnd(hr, ben));

    this.printHeading(`The manager approves ${zoe.name}, whose training has no seat left anywhere`);
    await this.decideApproval(zoe, 'approve');
    mismatches.push(await this.followToEnd(hr, zoe));

    this.printHeading('What the systems hold now');
    return [...mismatches.flat(), ...(await this.checkHoldings(hr, [ada, ben, zoe]))];
  }

  private async submit(hr: ApiClient, hire: DemoHire): Promise<SubmittedHire> {
    const { id, plan, status, startDate } = (await hr.post<OnboardingReceipt>('/onboardings', hire.request)).body;
    const summary = `${hire.name}: ${colourStatus(this.style, status)}, plan ${plan}, starts ${startDate}`;
    this.printLine(`${summary}${this.style(`  ${id}`, 'gray')}`);
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
    await hr.post<ActionResult>(`/onboardings/${id}/steps/thirtyDayCheckIn/skip`, { note: 'for the demo' });
  }

  /** Prints events up to the final status. Returns a complaint if that is not the expected one. */
  private async followToEnd(client: ApiClient, { id, name, expectedStatus }: SubmittedHire): Promise<string[]> {
    let status: string | undefined;
    for await (const event of streamOnboardingEvents(client, id, this.terminal.signal)) {
      if (event.type === 'timeline') this.terminal.writeOut(`  ${formatTimelineEntry(this.style, event.entry)}`);
      else status = event.status.status;
    }
    return status === expectedStatus ? [] : [`${name} was to be ${expectedStatus}, but is ${status ?? 'unknown'}.`];
  }

  private async checkHoldings(client: ApiClient, hires: SubmittedHire[]): Promise<string[]> {
    const mismatches: string[] = [];
    const rows = [['EMPLOYEE', '', 'ACCOUNTS', 'EQUIPMENT', 'SEATS'].map((text) => this.style(text, 'bold'))];
    for (const { id, name, expectedStatus } of hires) {
      const { accounts, items, seats } = await client.get<Holdings>(`/onboardings/${id}/holdings`);
      const names = [accounts.map((it) => it.application), items.map((it) => it.tag), seats.map((it) => it.course)];
      rows.push([
        name,
        colourStatus(this.style, expectedStatus),
        ...names.map((heldItems) => heldItems.join(', ') || 'none'),
      ]);
      const isAsExpected = names.every((heldItems) => heldItems.length > 0 === (expectedStatus === 'completed'));
      if (!isAsExpected) mismatches.push(`The systems hold the wrong things for ${name}.`);
    }
    this.terminal.writeOut(formatTable(rows).replace(/^/gm, '  ').trimEnd() + '\n');
    return mismatches;
  }

  private async signInAs(email: string, roles: Role[]): Promise<ApiClient> {
    const administrator = new ApiClient(this.platform.url, this.platform.token, this.terminal.signal);
    const { body } = await administrator.post<NewToken>('/tokens', { email, roles, expiresInDays: 1 });
    return new ApiClient(this.platform.url, body.token, this.terminal.signal);
  }

  private printHeading(title: string): void {
    this.terminal.writeOut(`\n${this.style(title, 'bold')}\n`);
  }

  private printLine(text: string): void {
    this.terminal.writeOut(`  ${text}\n`);
  }
}
