import { isReason, type Reason } from '../../domain/reasons/reason';
import { FOREIGN_MEMBERS, isRecord } from '../../i18n/pick-text';
import { renderReason, type ReasonReader } from '../../i18n/render-reason';
import { wordFieldErrors } from '../../i18n/word-problem';
import { formatAssigneeParties } from '../../i18n/word-param';
import type { AssigneeParty } from '../../domain/plan/assignee-party';

/** Members in which nothing is a reason of ours. */
const SKIPPED_MEMBERS: ReadonlySet<string> = new Set([...FOREIGN_MEMBERS, 'params']);

/**
 * Adds the words for the caller to an answer: `message` beside each `reason`, and in each `error`, each of
 * `errors` and each of `warnings`; `label` beside the `parties` of assignees. Reasons are stored without words.
 */
export function addMessages<Body>(body: Body, reader: ReasonReader): Body {
  if (Array.isArray(body)) return body.map((item: unknown) => addMessages(item, reader)) as Body;
  if (!isRecord(body)) return body;
  const worded = Object.entries(body).map(([name, value]): [string, unknown] =>
    SKIPPED_MEMBERS.has(name) ? [name, value] : [name, addMessages(value, reader)],
  );
  return { ...(Object.fromEntries(worded) as Body), ...wordMembers(body, reader) };
}

function wordMembers({ reason, error, errors, warnings, parties }: Record<string, unknown>, reader: ReasonReader) {
  return {
    ...(isReason(reason) && { message: renderReason(reason, reader) }),
    ...(isReason(error) && { error: { ...error, message: renderReason(error, reader) } }),
    ...(isListOfReasons(errors) && { errors: wordFieldErrors(errors, reader) }),
    ...(isListOfReasons(warnings) && { warnings: wordFieldErrors(warnings, reader) }),
    ...(Array.isArray(parties) && { label: formatAssigneeParties(parties as AssigneeParty[], reader.locale) }),
  };
}

const isListOfReasons = (value: unknown): value is Reason[] => Array.isArray(value) && value.every(isReason);
