/** Line of an export of the audit log: a link of its hash chain, an entry outside of the chain, or the head at its end. */
export type AuditExportLine = AuditLinkLine | { unchained: string } | { head: SignedAuditHead };

export interface AuditLinkLine {
  position: number;
  /** JSON text over which, after `salt`, the digest was computed. Both are missing once the entry was erased. */
  content?: string;
  salt?: string;
  /** SHA-256 in hex: of salt and content; and of the hash before, the position in 8 bytes, and the digest. */
  digest: string;
  hash: string;
}

export interface AuditHead {
  position: number;
  hash: string;
}

/** Without `signature` if the platform has no key. */
export interface SignedAuditHead extends AuditHead {
  signedAt: string;
  /** Ed25519, SPKI in base64. */
  publicKey?: string;
  signature?: string;
}

/** Action of the audit entry that names erased entries by the first and last position in its detail. */
export const AUDIT_ERASE_ACTION = 'audit.erase';

export const formatSignedText = ({ position, hash, signedAt }: SignedAuditHead): string =>
  `firstday audit head\n${position}\n${hash}\n${signedAt}`;
