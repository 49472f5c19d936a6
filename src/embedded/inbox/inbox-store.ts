import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { KIND_HEADER } from '../../integrations/mail/smtp-mailer';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';

const SUFFIX = '.eml';
const ID_PATTERN = /^[0-9A-Za-z-]+$/;

export interface MessageSummary {
  /** Unique in this inbox. Sorts by arrival. */
  id: string;
  messageId?: string;
  from: string[];
  to: string[];
  subject: string;
  /** Header `X-Firstday-Notification`. */
  kind?: string;
  receivedAt: string;
}

export interface StoredMessage extends MessageSummary {
  text: string;
  /** Contains its pictures as `data:` URLs. */
  html?: string;
  attachments: { filename: string; contentType: string; content: string }[];
}

/** Stores each received message in its own file, so that messages survive a restart. */
export class InboxStore {
  private readonly summaries = new Map<string, MessageSummary>();
  private arrivalCount = 0;

  constructor(private readonly folder: string) {}

  /** Stores the raw message. Once this resolves, the message survives a kill. */
  async add(raw: Buffer): Promise<void> {
    const sequence = String(this.arrivalCount++ % 1_000_000).padStart(6, '0');
    const id = `${new Date().toISOString().replace(/[:.]/g, '-')}-${sequence}-${randomUUID().slice(0, 8)}`;
    const temporaryFile = path.join(this.folder, `${id}.new`);
    await writeFile(temporaryFile, raw, { mode: 0o600, flush: true });
    await rename(temporaryFile, this.resolveFile(id));
  }

  /** Returns the newest message first. */
  async list(): Promise<MessageSummary[]> {
    const files = (await readdir(this.folder)).filter((name) => name.endsWith(SUFFIX)).sort();
    const ids = files.map((name) => name.slice(0, -SUFFIX.length)).reverse();
    const summaries: MessageSummary[] = [];
    for (const id of ids) summaries.push(await this.loadSummary(id));
    return summaries;
  }

  async read(id: string): Promise<StoredMessage | undefined> {
    const raw = await this.readRaw(id);
    if (!raw) return undefined;
    const mail = await simpleParser(raw);
    const attachments = mail.attachments
      .filter(({ related }) => !related)
      .map(({ filename, contentType, content }) => ({
        filename: filename ?? 'unnamed',
        contentType,
        content: content.toString('utf8'),
      }));
    return { ...toSummary(id, mail), text: mail.text ?? '', html: mail.html || undefined, attachments };
  }

  async readRaw(id: string): Promise<Buffer | undefined> {
    return ID_PATTERN.test(id) && existsSync(this.resolveFile(id)) ? readFile(this.resolveFile(id)) : undefined;
  }

  private async loadSummary(id: string): Promise<MessageSummary> {
    const cached = this.summaries.get(id);
    if (cached) return cached;
    const summary = toSummary(id, await simpleParser(await readFile(this.resolveFile(id))));
    this.summaries.set(id, summary);
    return summary;
  }

  private resolveFile(id: string): string {
    return path.join(this.folder, `${id}${SUFFIX}`);
  }
}

function toSummary(id: string, mail: ParsedMail): MessageSummary {
  const [date = '', hours = ''] = id.split('T');
  const time = hours.split('-').slice(0, 3).join(':');
  return {
    id,
    messageId: mail.messageId,
    from: toAddresses(mail.from),
    to: toAddresses(mail.to),
    subject: mail.subject ?? '',
    kind: readKind(mail),
    receivedAt: `${date}T${time}.${hours.split('-')[3] ?? '000Z'}`,
  };
}

function readKind({ headers }: ParsedMail): string | undefined {
  const kind = headers.get(KIND_HEADER.toLowerCase());
  return typeof kind === 'string' ? kind : undefined;
}

function toAddresses(addresses: AddressObject | AddressObject[] | undefined): string[] {
  const lists = addresses === undefined ? [] : [addresses].flat();
  return lists.flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}
