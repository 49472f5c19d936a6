import type { FieldError } from '../../../lib/errors';
import type { Ask } from '../../api-client';
import type { Filled } from '../../ui/forms';

type Typed = Filled['values'];

const YES_OR_NO: Record<string, boolean> = { yes: true, no: false };

/** What a person typed as the request that the API checks: a field that is empty is not there. */
export function requestOf(typed: Typed): Record<string, unknown> {
  const text = (name: string) => typed[name]?.trim() || undefined;
  return {
    employee: {
      givenName: text('employee.givenName'),
      familyName: text('employee.familyName'),
      preferredName: text('employee.preferredName'),
      personalEmail: text('employee.personalEmail'),
      phone: text('employee.phone'),
      address: text('employee.address'),
    },
    job: {
      title: text('job.title'),
      department: text('job.department'),
      location: text('job.location'),
      employmentType: text('job.employmentType'),
      remote: YES_OR_NO[typed['job.remote'] ?? ''],
      endDate: text('job.endDate'),
    },
    manager: { name: text('manager.name'), email: text('manager.email') },
    startDate: text('startDate'),
    plan: text('plan'),
    equipment: listOf('equipment', typed),
    trainings: listOf('trainings', typed),
    note: text('note'),
  };
}

/** Several codes in one field, as people write a list. */
export const codesIn = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '');

function listOf(name: string, typed: Typed): string[] | undefined {
  const codes = codesIn(typed[name] ?? '');
  return codes.length > 0 ? codes : undefined;
}

/** What the API found wrong, by the fields of the form: the third code of a list is in the list's one field. */
export function byField(errors: readonly FieldError[], typed: Typed): FieldError[] {
  const messages = new Map<string, string[]>();
  for (const { field, message } of errors) {
    const [, list, index] = /^(equipment|trainings)\.(\d+)$/.exec(field) ?? [];
    const code = list && codesIn(typed[list] ?? '')[Number(index)];
    const said = code === undefined ? message : `“${code}” ${message}`;
    messages.set(list ?? field, [...(messages.get(list ?? field) ?? []), said]);
  }
  return [...messages].map(([field, said]) => ({ field, message: said.join('; ') }));
}

/** The longest text that people can be searched by. */
const LONGEST = 100;

/** With the manager's name, where only the address was typed and the company knows whose it is. */
export async function withManagersName(ask: Ask, typed: Typed): Promise<Typed> {
  const email = typed['manager.email']?.trim().toLowerCase() ?? '';
  if (email === '' || email.length > LONGEST || typed['manager.name']?.trim()) return typed;
  const { items } = await ask('GET /people', { query: { q: email } });
  const known = items.find((person) => person.email === email);
  return known ? { ...typed, 'manager.name': known.name } : typed;
}
