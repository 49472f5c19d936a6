import { recordAudit } from '../../database/audit';
import type { Database } from '../../database/client';
import { insertPerson, lockPerson, setRoles } from '../../database/people';
import { ROLES, type Role } from '../../domain/status';

/** Groups at the provider that grant a role. */
export type GroupRoles = readonly { role: Role; group: string }[];

interface GroupMember {
  email: string;
  name?: string;
  groups: readonly string[];
}

/**
 * Gives the person the roles of their groups, and no other. Adds a person who is not in People but has a role. A
 * suspended or removed person stays so.
 */
export async function applyGroupRoles(
  database: Database,
  { email, name = email, groups }: GroupMember,
  groupRoles: GroupRoles,
): Promise<void> {
  const granted = new Set(groupRoles.filter(({ group }) => groups.includes(group)).map(({ role }) => role));
  const roles = ROLES.filter((role) => granted.has(role));
  await database.transaction().execute(async (transaction) => {
    const person = await lockPerson(transaction, email);
    if (person ? haveSameRoles(person.roles, roles) : roles.length === 0) return;
    if (person) await setRoles(transaction, email, roles);
    else await insertPerson(transaction, { email, name, roles });
    await recordAudit(transaction, { actor: email, action: 'people.roles-by-groups', detail: { email, roles } });
  });
}

const haveSameRoles = (before: readonly Role[], after: readonly Role[]): boolean =>
  before.length === after.length && after.every((role) => before.includes(role));
