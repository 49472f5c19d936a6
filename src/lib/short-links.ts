/** Short addresses of pages, for mails: the id of an onboarding in 22 characters. They grant nothing: each leads to a page behind the sign-in. */
export const buildOnboardingUrl = (publicUrl: string, id: string): string => `${publicUrl}/o/${encodeUuid(id)}`;

export const buildAmendmentUrl = (publicUrl: string, id: string): string =>
  `${buildOnboardingUrl(publicUrl, id)}/amend`;

/** Page of one task or approval. */
export const buildTaskUrl = (publicUrl: string, id: string, step: string): string =>
  `${publicUrl}/t/${encodeUuid(id)}/${step}`;

export const encodeUuid = (uuid: string): string => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');

/** Returns undefined unless the code is that of a UUID. */
export function decodeUuid(code: string): string | undefined {
  const bytes = Buffer.from(code, 'base64url');
  if (bytes.length !== 16 || bytes.toString('base64url') !== code) return undefined;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
