import type { AuditExportLine } from '../../domain/audit-chain';
import { CliError, EXIT } from '../exit';
import { type AuditVerification, AuditVerifier, type TrustedAuditHead } from './audit-verifier';

/**
 * Verifies an export of the audit log.
 * @param lines a last line that was cut off counts as missing
 * @throws CliError `no-audit-export` if the first line is none of an export
 */
export async function verifyAuditExport(
  lines: AsyncIterable<string>,
  trusted?: TrustedAuditHead,
): Promise<AuditVerification> {
  const verifier = new AuditVerifier(trusted);
  let count = 0;
  for await (const text of lines) {
    const line = parseLine(text);
    if (line !== undefined) verifier.add(line);
    else if (count === 0) throw new CliError(EXIT.usage, 'cli-errors.no-audit-export');
    count += 1;
  }
  return verifier.finish();
}

function parseLine(text: string): AuditExportLine | undefined {
  try {
    const line = Object(JSON.parse(text)) as AuditExportLine;
    return 'head' in line || 'unchained' in line || 'hash' in line ? line : undefined;
  } catch {
    return undefined;
  }
}
