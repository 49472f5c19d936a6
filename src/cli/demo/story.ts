import type { Role } from '../../domain/status';
import type { Decision, Holdings, NewToken, Receipt } from '../answers';
import { Api } from '../api';
import { eventsOf } from '../events';
import { timelineLine } from '../output/onboarding';
import { coloured, type Style, table } from '../output/text';
import type { Terminal } from '../output/terminal';
import type { Platform } from './platform';
import { cast, type Hire } from './cast';

type Submitted = Hire & { id: string };

/** The story of three new hires, told while it happens. */
export class Story {
  constructor(
    private readonly platform: Platform,
    private readonly terminal: Terminal,
    private readonly style: Style,
  ) {}

  /** Plays it, and gives what went other than told; nothing where all is well. */
  async play(): Promise<string[]> {
    const { completing, declined, withoutSeat } = cast(new Date());
    this.chapter('HR submits three new hires');
    const hr = await this.signIn('hanna@example.com', ['hr']);
    const ada = await this.submit(hr, completing);
    const ben = await this.submit(hr, declined);
    const zoe = await this.submit(hr, withoutSeat);

    this.chapter(`The manager approves ${ada.name}, who starts today`);
    await this.decide(ada, 'approve', 'Welcome!');
    await this.doWithoutCheckIn(hr, ada);
    const endings = [await this.follow(hr, ada)];

    this.chapter(`The manager declines ${ben.name}`);
    await this.decide(ben, 'decline', 'The position was filled from within.');
    endings.push(await this.follow(hr, ben));

    this.chapter(`The manager approves ${zoe.name}, whose training has no seat left anywhere`);
    await this.decide(zoe, 'approve');
    endings.push(await this.follow(hr, zoe));

    this.chapter('What the systems hold now');
    return [...endings.flat(), ...(await this.inspect(hr, [ada, ben, zoe]))];
  }

  private async submit(hr: Api, hire: Hire): Promise<Submitted> {
    const { id, plan, status, startDate } = (await hr.post<Receipt>('/onboardings', hire.request)).body;
    const what = `${hire.name}: ${coloured(this.style, status)}, plan ${plan}, starts ${startDate}`;
    this.say(`${what}${this.style(`  ${id}`, 'gray')}`);
    return { ...hire, id };
  }

  private async decide({ id, request }: Submitted, decision: 'approve' | 'decline', comment?: string): Promise<void> {
    const manager = await this.signIn(request.manager.email, ['manager']);
    await manager.post<Decision>(`/onboardings/${id}/steps/managerApproval/${decision}`, { comment });
  }

  /** The plan has manager and new hire talk after thirty days, which the audience need not wait for. */
  private async doWithoutCheckIn(hr: Api, { id }: Submitted): Promise<void> {
    await hr.post<Decision>(`/onboardings/${id}/steps/thirtyDayCheckIn/skip`, { note: 'for the demo' });
  }

  /** Shows what happens until the end; gives a complaint where it is another end than told. */
  private async follow(reader: Api, { id, name, ends }: Submitted): Promise<string[]> {
    let status: string | undefined;
    for await (const event of eventsOf(reader, id, this.terminal.signal)) {
      if (event.type === 'timeline') this.terminal.out(`  ${timelineLine(this.style, event.entry)}`);
      else status = event.status.status;
    }
    return status === ends ? [] : [`${name} was to be ${ends}, but is ${status ?? 'unknown'}.`];
  }

  private async inspect(reader: Api, hires: Submitted[]): Promise<string[]> {
    const complaints: string[] = [];
    const rows = [['EMPLOYEE', '', 'ACCOUNTS', 'EQUIPMENT', 'SEATS'].map((text) => this.style(text, 'bold'))];
    for (const { id, name, ends } of hires) {
      const { accounts, items, seats } = await reader.get<Holdings>(`/onboardings/${id}/holdings`);
      const names = [accounts.map((it) => it.application), items.map((it) => it.tag), seats.map((it) => it.course)];
      rows.push([name, coloured(this.style, ends), ...names.map((held) => held.join(', ') || 'none')]);
      const isRight = names.every((held) => held.length > 0 === (ends === 'completed'));
      if (!isRight) complaints.push(`The systems hold the wrong things for ${name}.`);
    }
    this.terminal.out(table(rows).replace(/^/gm, '  ').trimEnd() + '\n');
    return complaints;
  }

  private async signIn(email: string, roles: Role[]): Promise<Api> {
    const administrator = new Api(this.platform.url, this.platform.token, this.terminal.signal);
    const { body } = await administrator.post<NewToken>('/tokens', { email, roles, expiresInDays: 1 });
    return new Api(this.platform.url, body.token, this.terminal.signal);
  }

  private chapter(title: string): void {
    this.terminal.out(`\n${this.style(title, 'bold')}\n`);
  }

  private say(text: string): void {
    this.terminal.out(`  ${text}\n`);
  }
}
