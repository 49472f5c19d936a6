import { isRecord } from '../domain/is-record';
import type { PlannerConfig } from './planner-config';
import type { PlanningFacts } from './planning-facts';

/** The names in a request, or in a merge patch of one, which nobody has checked yet. */
interface NamingFields {
  plan?: unknown;
  equipment?: unknown;
  trainings?: unknown;
  job?: unknown;
  access?: unknown;
}

type KnownNames = Pick<PlanningFacts, 'prices' | 'trainings' | 'company'>;

/**
 * Replaces each code, and the department, by the spelling in which it is known: they are compared without regard to case.
 * What is not known stays as it is, for the checks to reject.
 */
export function useKnownSpellings<Request extends NamingFields>(
  request: Request,
  { prices, trainings, company }: KnownNames,
  { plans }: Pick<PlannerConfig, 'plans'>,
): Request {
  const { job, access } = request;
  const spellSystem = createSpelling(Object.keys(company.systems));
  return {
    ...request,
    ...respell(request, 'plan', createSpelling(plans.map(({ name }) => name))),
    ...respell(request, 'equipment', createSpelling(Object.keys(prices))),
    ...respell(request, 'trainings', createSpelling(trainings)),
    ...(isRecord(job) && {
      job: {
        ...job,
        ...respell(job, 'location', createSpelling(Object.keys(company.locations))),
        ...respell(job, 'department', createSpelling(company.departments)),
      },
    }),
    ...(isRecord(access) && {
      access: { ...access, ...respell(access, 'remove', spellSystem), ...respellSystems(access, spellSystem) },
    }),
  };
}

type Spelling = (name: string) => string;

function createSpelling(knownNames: readonly string[]): Spelling {
  const spellings = new Map(knownNames.map((name) => [name.toLowerCase(), name]));
  return (name) => (knownNames.includes(name) ? name : (spellings.get(name.toLowerCase()) ?? name));
}

function respell(fields: object, field: string, spell: Spelling): Record<string, unknown> {
  const value: unknown = Object.entries(fields).find(([name]) => name === field)?.[1];
  if (typeof value === 'string') return { [field]: spell(value) };
  if (!Array.isArray(value)) return {};
  return { [field]: value.map((name: unknown) => (typeof name === 'string' ? spell(name) : name)) };
}

function respellSystems(access: { add?: unknown }, spell: Spelling): Record<string, unknown> {
  if (!Array.isArray(access.add)) return {};
  return {
    add: access.add.map((grant: unknown) =>
      isRecord(grant) ? { ...grant, ...respell(grant, 'system', spell) } : grant,
    ),
  };
}
