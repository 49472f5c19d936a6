import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Database } from '../../database/client';
import { insertSecurityEvents, type NewSecurityEvent } from '../../database/security-events';
import type { SecurityEventKind } from '../../domain/security-events';
import { type BackgroundLoop, startBackgroundLoop } from '../../lib/background-loop';
import type { ErrorCode } from '../../lib/errors';
import { getPrincipal } from './route-access';
import { buildSecurityEvent } from './security-event';

const FLUSH_INTERVAL_MS = 1_000;
/** Between two writes. A flood of refused calls must not become a flood of rows. */
const MAX_BUFFERED = 200;

const REFUSALS: readonly ErrorCode[] = [
  'unauthorized',
  'forbidden',
  'cross-site',
  'step-up-required',
  'link-expired',
  'too-many-requests',
] satisfies SecurityEventKind[];

/** Records refused calls, once a second in one statement. */
export class SecurityLog {
  private buffer: NewSecurityEvent[] = [];
  private droppedCount = 0;
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly database: Database,
    logger: Logger,
  ) {
    this.loop = startBackgroundLoop('The security log', FLUSH_INTERVAL_MS, logger, () => this.flush());
  }

  /** Records a call that failed with this code, unless the code is no refusal. */
  recordRefusal(request: Request, response: Response, code: ErrorCode): void {
    if (REFUSALS.includes(code)) this.record(request, response, code as SecurityEventKind);
  }

  /** @param actor overrides the caller, for example by the address of a failed sign-in */
  record(request: Request, response: Response, event: SecurityEventKind, actor?: string): void {
    if (this.buffer.length >= MAX_BUFFERED) {
      this.droppedCount += 1;
      return;
    }
    const principal = getPrincipal(response);
    this.buffer.push(buildSecurityEvent({ principal, request, response }, { event, actor }));
  }

  /** Writes the recorded events. */
  async close(): Promise<void> {
    await this.loop.stop();
    await this.flush();
  }

  /** Keeps events that are recorded meanwhile, and all of them if the write fails. */
  private async flush(): Promise<void> {
    const { buffer, droppedCount } = this;
    const dropped: NewSecurityEvent = { at: new Date(), event: 'dropped', count: droppedCount };
    await insertSecurityEvents(this.database, droppedCount > 0 ? [...buffer, dropped] : buffer);
    this.buffer = this.buffer.slice(buffer.length);
    this.droppedCount -= droppedCount;
  }
}
