import type { Database, DatabaseTransaction } from './client';

/** An audited action and its origin. `detail` must not contain free text written by people. */
export interface AuditEntry {
  actor: string;
  action: string;
  onboardingId?: string;
  decisionId?: string;
  ip?: string;
  userAgent?: string;
  tokenId?: string;
  detail?: unknown;
}

/** Appends to the audit table, where a trigger rejects updates and deletions. */
export async function recordAudit(database: Database | DatabaseTransaction, entry: AuditEntry): Promise<void> {
  await database.insertInto('audit').values(toAuditRow(entry)).execute();
}

export const toAuditRow = (entry: AuditEntry) => ({
  actor: entry.actor,
  action: entry.action,
  onboarding_id: entry.onboardingId ?? null,
  decision_id: entry.decisionId ?? null,
  ip: entry.ip ?? null,
  user_agent: entry.userAgent ?? null,
  token_id: entry.tokenId ?? null,
  detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
});
