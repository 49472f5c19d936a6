import type { AuditVerification } from '../audit/audit-verifier';
import { sanitizeText } from './text';
import type { TextSettings } from './text-settings';
import { formatLocalTime } from './times';

export function formatAuditVerification(settings: TextSettings, verification: AuditVerification): string {
  const { t, locale } = settings;
  const { faults, erasedCount, head } = verification;
  const lines = faults.map(({ code, position }) => t(`cli-output.audit.fault.${code}`, { position }));
  if (faults.length === 0 && head !== undefined) {
    lines.push(t('cli-output.audit.intact', { count: head.position, erased: erasedCount }));
    lines.push(
      head.publicKey === undefined
        ? t('cli-output.audit.unsigned')
        : t('cli-output.audit.signed', {
            when: formatLocalTime(locale, head.signedAt),
            key: sanitizeText(head.publicKey),
          }),
    );
  }
  return `${lines.join('\n')}\n`;
}
