import type { Company } from '../company/settings';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { findOwn } from '../domain/find-own';
import type { OnboardingRequest } from '../domain/request';
import type { AccessPart, PlanDefinition } from './dsl';

/** Rejects entries for parts that no step of the plan gives. */
export function checkGivenParts(
  { equipment = [], trainings = [], access }: OnboardingRequest,
  { gives, name: plan }: PlanDefinition,
): FieldError[] {
  const requested: [AccessPart, string, readonly unknown[]][] = [
    ['accounts', 'access.add', access?.add ?? []],
    ['equipment', 'equipment', equipment],
    ['trainings', 'trainings', trainings],
  ];
  return requested.flatMap(([part, field, entries]) =>
    entries.length === 0 || (gives?.includes(part) ?? true)
      ? []
      : [createFieldError(field, 'plan.not-given', { plan })],
  );
}

/** Checks the systems and licences that the request names. */
export function checkAccessChange(
  { access: { add = [], remove = [] } = {} }: OnboardingRequest,
  { systems }: Pick<Company, 'systems'>,
): FieldError[] {
  const allowed = Object.keys(systems);
  const added = add.flatMap(({ system, licence }, index) => {
    const known = findOwn(systems, system);
    if (known === undefined) return [createFieldError(`access.add.${String(index)}.system`, 'choice', { allowed })];
    if (licence === undefined || Object.hasOwn(known.licences, licence)) return [];
    const licences = Object.keys(known.licences);
    return [createFieldError(`access.add.${String(index)}.licence`, 'choice', { allowed: licences })];
  });
  const removed = remove.flatMap((system, index) =>
    Object.hasOwn(systems, system) ? [] : [createFieldError(`access.remove.${String(index)}`, 'choice', { allowed })],
  );
  return [...added, ...removed];
}
