import { existsSync, writeFileSync } from 'node:fs';
import type { SignedAuditHead } from '../../domain/audit-chain';
import { readJsonObject } from '../request-file';
import type { TrustedAuditHead } from './audit-verifier';

/** Reads the head that an earlier verification wrote. Returns undefined the first time. */
export const readHeadFile = (file: string): TrustedAuditHead | undefined =>
  existsSync(file) ? (readJsonObject(file) as TrustedAuditHead) : undefined;

export const writeHeadFile = (file: string, head: SignedAuditHead): void =>
  writeFileSync(file, `${JSON.stringify(head, undefined, 2)}\n`);
