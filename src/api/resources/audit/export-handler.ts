import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditSigner } from '../../../auth/audit-signer';
import { recordAudit } from '../../../database/audit';
import {
  type AuditHead,
  type ChainedAuditEntry,
  listChainedEntries,
  listUnchainedEntries,
  readAuditHead,
} from '../../../database/audit-chain';
import type { Database } from '../../../database/client';
import {
  type AuditExportLine,
  type AuditLinkLine,
  formatSignedText,
  type SignedAuditHead,
} from '../../../domain/audit-chain';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiCall, ApiResponse } from '../../http/route';

export const AUDIT_EXPORT_MEDIA_TYPE = 'application/x-ndjson';
const PAGE_SIZE = 500;

/** Streams the whole log, oldest first. A response without its last line, the head, is incomplete. */
export async function exportAuditLog(call: ApiCall): Promise<ApiResponse | undefined> {
  const { database, auditSigner } = call.context;
  await recordAudit(database, buildAuditEntry(call, { action: 'audit.export' }));
  const head = await readAuditHead(database);
  call.response.status(200).set('Content-Type', AUDIT_EXPORT_MEDIA_TYPE);
  await pipeline(Readable.from(writeLines(database, head, auditSigner)), call.response);
  return undefined;
}

async function* writeLines(database: Database, head: AuditHead, signer: AuditSigner | undefined) {
  let after = '0';
  for (;;) {
    const page = await listChainedEntries(database, { after, last: head.position, limit: PAGE_SIZE });
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.position;
    yield page.map(toLinkLine).map(formatLine).join('');
  }
  const unchained = await listUnchainedEntries(database, PAGE_SIZE);
  for (const content of unchained) yield formatLine({ unchained: content });
  yield formatLine({ head: signHead(head, signer) });
}

const formatLine = (line: AuditExportLine): string => `${JSON.stringify(line)}\n`;

const toLinkLine = ({ position, content, salt, digest, hash }: ChainedAuditEntry): AuditLinkLine => ({
  position: Number(position),
  ...(content !== null && salt !== null && { content, salt }),
  digest: digest.toString('hex'),
  hash: hash.toString('hex'),
});

function signHead({ position, hash }: AuditHead, signer: AuditSigner | undefined): SignedAuditHead {
  const head = { position: Number(position), hash: hash.toString('hex'), signedAt: new Date().toISOString() };
  if (signer === undefined) return head;
  return { ...head, publicKey: signer.publicKey, signature: signer.sign(formatSignedText(head)) };
}
