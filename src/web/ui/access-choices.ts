import type { OnboardingRequest } from '../../domain/request';
import type { ApiResponseBodies } from '../api-client';
import type { FormValues } from './forms';

export type AccessSystem = ApiResponseBodies['GET /systems']['items'][number];
type TextFields = FormValues['values'];

const PREFIX = 'access.';
const REMOVE = 'remove';
const ADD = 'add';

interface AccessChoice {
  kind: 'add' | 'remove';
  value: string;
  /** Title. */
  licence?: string;
}

export const toAccessFieldName = (system: string): string => `${PREFIX}${system}`;

/** Lists the differences from the access profile that a request may ask for: the account with a licence or without, or none. */
export const listAccessChoices = ({ licences }: AccessSystem): AccessChoice[] => [
  { kind: 'add', value: ADD },
  ...licences.map(({ code, title }) => ({ kind: 'add' as const, value: `${ADD}:${code}`, licence: title })),
  { kind: 'remove', value: REMOVE },
];

/** Reads the differences from the access profile; undefined if there is none. */
export function readAccess(fields: TextFields): OnboardingRequest['access'] {
  const choices = Object.entries(fields).flatMap(([name, choice]) =>
    name.startsWith(PREFIX) && choice ? [{ system: name.slice(PREFIX.length), choice }] : [],
  );
  if (choices.length === 0) return undefined;
  const added = choices.filter(({ choice }) => choice !== REMOVE);
  return {
    add: added.map(({ system, choice }) => {
      const licence = choice.split(':', 2)[1];
      return { system, groups: [], ...(licence !== undefined && { licence }) };
    }),
    remove: choices.filter(({ choice }) => choice === REMOVE).map(({ system }) => system),
  };
}

/** Fills the fields from an earlier request. Groups have no field. */
export const toAccessFields = ({ add = [], remove = [] }: NonNullable<OnboardingRequest['access']>): TextFields =>
  Object.fromEntries([
    ...add.map(({ system, licence }): [string, string] => [
      toAccessFieldName(system),
      licence === undefined ? ADD : `${ADD}:${licence}`,
    ]),
    ...remove.map((system): [string, string] => [toAccessFieldName(system), REMOVE]),
  ]);

/** Returns the changed differences for a merge patch, null to remove them all, or undefined. Groups of an earlier request stay. */
export function diffAccess(
  before: OnboardingRequest['access'],
  fields: TextFields,
): OnboardingRequest['access'] | null | undefined {
  if (!Object.keys(fields).some((name) => name.startsWith(PREFIX))) return undefined;
  const after = readAccess(fields);
  const isSame = JSON.stringify(readAccess(toAccessFields(before ?? {}))) === JSON.stringify(after);
  if (isSame) return undefined;
  if (after === undefined) return null;
  const add = after.add?.map((grant) => ({
    ...grant,
    groups: before?.add?.find(({ system }) => system === grant.system)?.groups ?? [],
  }));
  return { ...after, add };
}

/** Maps an error of the API, such as that of `access.add.0.system`, to the field of the system. */
export function findAccessField(field: string, fields: TextFields): string | undefined {
  const [, list, index] = /^access\.(add|remove)\.(\d+)/.exec(field) ?? [];
  const { add = [], remove = [] } = (list === undefined ? undefined : readAccess(fields)) ?? {};
  const system = list === 'add' ? add[Number(index)]?.system : remove[Number(index)];
  return system === undefined ? undefined : toAccessFieldName(system);
}
