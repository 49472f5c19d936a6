import { compareSettings } from '../company/compare-settings';
import { omitSample } from '../company/omit-sample';
import { type Company, toSettings } from '../company/settings';
import { type AuditEntry, recordAudit } from '../database/audit';
import type { Database, DatabaseTransaction } from '../database/client';
import { loadCompany, lockCompany } from '../database/company';
import { loadSampleCompany } from '../database/sample-data';
import {
  deleteSampleRows,
  hasSample,
  listOnboardingsWithSamplePeople,
  listOpenSampleOnboardings,
  type OpenOnboarding,
  type SampleCounts,
} from '../database/sample-rows';
import { createReason } from '../domain/reasons/reason';
import { FirstdayError } from '../lib/errors';
import { insertNextVersion } from './save-company';

interface SampleRemoval {
  author: string;
  /** Accounts that stay, even if the sample brought them. */
  keptEmails: readonly string[];
  audit: (entry: Pick<AuditEntry, 'action' | 'detail'>) => AuditEntry;
}

interface RemovedSample {
  /** Of the settings in force afterwards. */
  version: number;
  removed: SampleCounts;
}

/**
 * Removes everything that the sample brought, in one transaction. Closed onboardings stay, as the audit log does. Without a
 * sample it changes nothing, so that a call may be repeated.
 * @throws FirstdayError `conflict` while an onboarding of the sample is open, or an own one waits for a person of the sample
 */
export const removeSample = (database: Database, removal: SampleRemoval): Promise<RemovedSample> =>
  database.transaction().execute(async (transaction) => {
    // Another call waits, and a request that is being stored counts as open.
    await lockCompany(transaction);
    const company = await loadCompany(transaction);
    if (!(await hasSample(transaction)))
      return { version: company.version, removed: { people: 0, equipment: 0, trainings: 0 } };
    await requireNothingOpen(transaction, removal.keptEmails);
    const version = await replaceSettings(transaction, company, removal.author);
    const removed = await deleteSampleRows(transaction, removal.keptEmails);
    const detail = { version, ...removed };
    await recordAudit(transaction, removal.audit({ action: 'company.remove-sample', detail }));
    return { version, removed };
  });

async function requireNothingOpen(transaction: DatabaseTransaction, keptEmails: readonly string[]): Promise<void> {
  const open = await listOpenSampleOnboardings(transaction);
  if (open.length > 0) throw createOpenError('conflict.sample-open', open);
  const waiting = await listOnboardingsWithSamplePeople(transaction, keptEmails);
  if (waiting.length > 0) throw createOpenError('conflict.sample-people', waiting);
}

const createOpenError = (
  code: 'conflict.sample-open' | 'conflict.sample-people',
  onboardings: readonly OpenOnboarding[],
): FirstdayError =>
  new FirstdayError('conflict', createReason(code, { onboardings: onboardings.length }), [], { onboardings });

/** Makes a version without the sample’s entries. Returns the version in force afterwards. */
async function replaceSettings(transaction: DatabaseTransaction, company: Company, author: string): Promise<number> {
  const before = toSettings(company);
  const settings = before.isSample ? omitSample(before, loadSampleCompany()) : before;
  if (compareSettings(before, settings).length === 0) return company.version;
  return insertNextVersion(transaction, company, { settings, author });
}
