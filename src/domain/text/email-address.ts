const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
/** Dot-string of RFC 5321. */
const LOCAL_PART_PATTERN = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const MAX_LOCAL_PART_LENGTH = 64;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN_PATTERN = new RegExp(`^(?:${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);
/** A host with one of these characters would be read as another part of a URL. */
const URL_DELIMITERS = /[\s%/?#\\@:[\]]/;

/** Brings an address into the one form in which addresses are stored, compared and mailed. Not for workflows. */
export function normalizeEmail(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return at === 0 ? address.toLowerCase() : address.slice(0, at).toLowerCase() + normalizeDomain(address.slice(at));
}

/** Returns the ASCII form of an internationalised domain. Other text is only lower-cased. */
export function normalizeDomain(domain: string): string {
  const lowered = domain.toLowerCase();
  const url = `http://${lowered}`;
  const isInternationalised = /[^\p{ASCII}]/u.test(lowered) && !URL_DELIMITERS.test(lowered);
  return isInternationalised && URL.canParse(url) ? new URL(url).hostname : lowered;
}

/** Expects a normalised address. */
export function isEmailAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const localPart = address.slice(0, Math.max(0, at));
  return (
    localPart.length <= MAX_LOCAL_PART_LENGTH &&
    LOCAL_PART_PATTERN.test(localPart) &&
    DOMAIN_PATTERN.test(address.slice(at + 1))
  );
}
