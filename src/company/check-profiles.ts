import type { z } from 'zod';
import { failWith } from '../domain/field-errors/fail-with';
import { findOwn } from '../domain/find-own';
import type { AccessProfile, CompanySystem } from './access-schema';
import { areAmbiguous, fold } from './conditions';

interface ProfileSettings {
  departments: readonly string[];
  locations: Readonly<Record<string, unknown>>;
  systems: Readonly<Record<string, CompanySystem>>;
  profiles: Readonly<Record<string, AccessProfile>>;
}

/** Adds an issue for each name in a profile that the settings do not have, and for profiles of which neither is more specific. */
export function addProfileIssues(settings: ProfileSettings, context: z.RefinementCtx): void {
  for (const [code, profile] of Object.entries(settings.profiles)) {
    addAccountIssues(settings, code, profile, context);
    addConditionIssues(settings, code, profile, context);
  }
  addAmbiguityIssues(settings, context);
}

function addAccountIssues(
  { systems }: ProfileSettings,
  code: string,
  { accounts }: AccessProfile,
  context: z.RefinementCtx,
): void {
  accounts.forEach(({ system, licence }, index) => {
    const path = ['profiles', code, 'accounts', String(index)];
    const known = findOwn(systems, system);
    if (known === undefined)
      context.addIssue({
        code: 'custom',
        ...failWith(
          'profile.unknown-system',
          { profile: code, system, systems: Object.keys(systems) },
          ...path,
          'system',
        ),
      });
    else if (licence !== undefined && !Object.hasOwn(known.licences, licence))
      context.addIssue({
        code: 'custom',
        ...failWith('profile.unknown-licence', { profile: code, system, licence }, ...path, 'licence'),
      });
  });
}

function addConditionIssues(
  { departments, locations }: ProfileSettings,
  profile: string,
  { when }: AccessProfile,
  context: z.RefinementCtx,
): void {
  const department = departments.length > 0 ? findUnknown(when.department, departments) : undefined;
  if (department !== undefined)
    context.addIssue({
      code: 'custom',
      ...failWith('profile.unknown-department', { profile, department }, 'profiles', profile, 'when', 'department'),
    });
  const location = findUnknown(when.location, Object.keys(locations));
  if (location !== undefined)
    context.addIssue({
      code: 'custom',
      ...failWith('profile.unknown-location', { profile, location }, 'profiles', profile, 'when', 'location'),
    });
}

function findUnknown(names: readonly string[] = [], known: readonly string[]): string | undefined {
  const folded = known.map(fold);
  return names.find((name) => !folded.includes(fold(name)));
}

/** Two profiles with as many conditions, which one request can meet, would leave it to chance which of them counts. */
function addAmbiguityIssues({ profiles }: ProfileSettings, context: z.RefinementCtx): void {
  const exclusive = Object.entries(profiles).filter(([, { isAddition }]) => !isAddition);
  exclusive.forEach(([code, profile], index) => {
    const rival = exclusive.slice(0, index).find(([, other]) => areAmbiguous(profile.when, other.when));
    if (rival === undefined) return;
    context.addIssue({
      code: 'custom',
      ...failWith('profile.ambiguous', { other: rival[0] }, 'profiles', code, 'when'),
    });
  });
}
