import { createHash, createPublicKey, verify } from 'node:crypto';
import { AUDIT_ERASE_ACTION, type AuditHead, type AuditLinkLine, formatSignedText } from '../../domain/audit-chain';
import type { AuditExportLine, SignedAuditHead } from '../../domain/audit-chain';

export interface AuditFault {
  code:
    | 'changed'
    | 'deleted'
    | 'link-missing'
    | 'link-broken'
    | 'unchained'
    | 'truncated'
    | 'rewritten'
    | 'unsigned'
    | 'other-key'
    | 'signature';
  /** Position in the chain. */
  position: number;
}

/** Known from an earlier export. */
export interface TrustedAuditHead extends AuditHead {
  publicKey?: string;
}

export interface AuditVerification {
  faults: AuditFault[];
  erasedCount: number;
  head?: SignedAuditHead;
}

/** Verifies the lines of an export in their order. Needs nothing from the platform but its public key. */
export class AuditVerifier {
  private readonly faults: AuditFault[] = [];
  private readonly erasedPositions: number[] = [];
  private readonly erasures: { first: number; last: number }[] = [];
  private position = 0;
  private hash: Buffer = Buffer.alloc(0);
  private head?: SignedAuditHead;

  constructor(private readonly trusted?: TrustedAuditHead) {}

  add(line: AuditExportLine): void {
    if ('head' in line) this.head = line.head;
    else if ('unchained' in line) this.report('unchained', Number(parseContent(line.unchained).id));
    else this.addLink(line);
  }

  finish(): AuditVerification {
    for (const position of this.erasedPositions)
      if (!this.erasures.some(({ first, last }) => first <= position && position <= last))
        this.report('deleted', position);
    if (this.head === undefined) this.report('truncated', this.position);
    else this.checkHead(this.head);
    if (this.trusted !== undefined && this.trusted.position > this.position) this.report('truncated', this.position);
    return { faults: this.faults, erasedCount: this.erasedPositions.length, head: this.head };
  }

  /** Continues from what the line says, so that each fault is reported once, where it is. */
  private addLink({ position, content, salt, digest, hash }: AuditLinkLine): void {
    for (let missing = this.position + 1; missing < position; missing++) this.report('link-missing', missing);
    const isAfterGap = position > this.position + 1;
    if (!isAfterGap && hash !== computeHash(this.hash, this.position + 1, digest)) this.report('link-broken', position);
    if (content === undefined || salt === undefined) this.erasedPositions.push(position);
    else if (digest !== computeDigest(salt, content)) this.report('changed', position);
    else this.noteErasure(content);
    if (this.trusted?.position === position && this.trusted.hash !== hash) this.report('rewritten', position);
    this.position = position;
    this.hash = Buffer.from(hash, 'hex');
  }

  private noteErasure(content: string): void {
    const { action, detail } = parseContent(content);
    if (action === AUDIT_ERASE_ACTION) this.erasures.push(detail as { first: number; last: number });
  }

  private checkHead(head: SignedAuditHead): void {
    if (head.position !== this.position || head.hash !== this.hash.toString('hex'))
      this.report('truncated', this.position);
    if (head.publicKey === undefined || head.signature === undefined) {
      if (this.trusted?.publicKey !== undefined) this.report('unsigned', head.position);
      return;
    }
    if (this.trusted?.publicKey !== undefined && this.trusted.publicKey !== head.publicKey)
      this.report('other-key', head.position);
    if (!isSignatureValid(head, head.publicKey, head.signature)) this.report('signature', head.position);
  }

  private report(code: AuditFault['code'], position: number): void {
    this.faults.push({ code, position });
  }
}

const parseContent = (content: string) => JSON.parse(content) as { id: string; action: string; detail: unknown };

const computeDigest = (salt: string, content: string): string =>
  createHash('sha256').update(`${salt}${content}`).digest('hex');

function computeHash(previous: Buffer, position: number, digest: string): string {
  const positionBytes = Buffer.alloc(8);
  positionBytes.writeBigInt64BE(BigInt(position));
  return createHash('sha256').update(previous).update(positionBytes).update(digest, 'hex').digest('hex');
}

function isSignatureValid(head: SignedAuditHead, publicKey: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(formatSignedText(head)), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
