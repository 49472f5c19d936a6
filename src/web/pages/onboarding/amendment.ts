import type { OnboardingRequest } from '../../../domain/request';
import { parseCodes } from '../new-onboarding/build-request';

type TextFields = Readonly<Record<string, string | undefined>>;

/** Amendable fields of a request, as form text. */
export const toAmendableFields = ({ job, manager, equipment = [], trainings = [], note = '' }: OnboardingRequest) => ({
  'job.title': job.title,
  'job.department': job.department,
  'manager.name': manager.name,
  'manager.email': manager.email,
  equipment: equipment.join(', '),
  trainings: trainings.join(', '),
  note,
});

/** Builds a JSON merge patch of the changed fields only; an emptied note becomes null. */
export function buildMergePatch(request: OnboardingRequest, fields: TextFields): object {
  const before: TextFields = toAmendableFields(request);
  const changed = Object.keys(before).filter((name) => fields[name] !== undefined && fields[name] !== before[name]);
  const patch: Record<string, unknown> = {};
  for (const name of changed) {
    const value = fields[name]?.trim() ?? '';
    const [outer = '', inner] = name.split('.');
    if (inner !== undefined) patch[outer] = { ...(patch[outer] as object | undefined), [inner]: value };
    else if (name === 'note') patch.note = value === '' ? null : value;
    else patch[name] = parseCodes(value);
  }
  return patch;
}
