import type { OnboardingRequest } from '../../../domain/request';
import { codesIn } from '../new-onboarding/request';

type Typed = Readonly<Record<string, string | undefined>>;

/** What of a request can be changed on the page, as text by field. */
export const amendable = ({ job, manager, equipment = [], trainings = [], note = '' }: OnboardingRequest) => ({
  'job.title': job.title,
  'job.department': job.department,
  'manager.name': manager.name,
  'manager.email': manager.email,
  equipment: equipment.join(', '),
  trainings: trainings.join(', '),
  note,
});

/** A merge patch of what somebody changed on the form; what they left as it was is not in it. */
export function patchOf(request: OnboardingRequest, typed: Typed): object {
  const before: Typed = amendable(request);
  const changed = Object.keys(before).filter((name) => typed[name] !== undefined && typed[name] !== before[name]);
  const patch: Record<string, unknown> = {};
  for (const name of changed) {
    const value = typed[name]?.trim() ?? '';
    const [outer = '', inner] = name.split('.');
    if (inner !== undefined) patch[outer] = { ...(patch[outer] as object | undefined), [inner]: value };
    else if (name === 'note') patch.note = value === '' ? null : value;
    else patch[name] = codesIn(value);
  }
  return patch;
}
