import type { OnboardingRequest } from '../../../domain/request';
import { diffAccess, toAccessFields } from '../../ui/access-choices';
import { parseCodes } from '../new-onboarding/build-request';

type TextFields = Readonly<Record<string, string | undefined>>;

/** Amendable fields of a request, as form text. */
export const toAmendableFields = ({
  employee,
  job,
  manager,
  equipment = [],
  trainings = [],
  access = {},
  note = '',
}: OnboardingRequest) => ({
  'employee.givenName': employee.givenName,
  'employee.familyName': employee.familyName ?? '',
  'employee.preferredName': employee.preferredName ?? '',
  'employee.personalEmail': employee.personalEmail,
  'employee.phone': employee.phone ?? '',
  'employee.address': employee.address ?? '',
  'job.title': job.title,
  'job.department': job.department,
  'job.location': job.location,
  'job.endDate': job.endDate ?? '',
  'manager.name': manager.name,
  'manager.email': manager.email,
  equipment: equipment.join(', '),
  trainings: trainings.join(', '),
  ...toAccessFields(access),
  note,
});

/** Fields that null removes. */
const OPTIONAL_FIELDS = [
  'employee.familyName',
  'employee.preferredName',
  'employee.phone',
  'employee.address',
  'job.endDate',
  'note',
];

/** Builds a JSON merge patch of the changed fields only; an emptied optional one becomes null. */
export function buildMergePatch(request: OnboardingRequest, fields: TextFields): object {
  const before: TextFields = toAmendableFields({ ...request, access: undefined });
  const access = diffAccess(request.access, fields);
  const changed = Object.keys(before).filter((name) => fields[name] !== undefined && fields[name] !== before[name]);
  const patch: Record<string, unknown> = access === undefined ? {} : { access };
  for (const name of changed) {
    const text = fields[name]?.trim() ?? '';
    const value = text === '' && OPTIONAL_FIELDS.includes(name) ? null : text;
    const [outer = '', inner] = name.split('.');
    if (inner !== undefined) patch[outer] = { ...(patch[outer] as object | undefined), [inner]: value };
    else patch[name] = name === 'note' ? value : parseCodes(text);
  }
  return patch;
}
