import { ROLES, type Role } from '../../contract/status';
import type { Filled } from '../forms';
import type { Locale } from '../locale';
import { statusWords } from '../status';
import { tickedIn, Ticks } from './ticks';
import { adminWords } from './words';

export const rolesIn = (form: unknown): Role[] => tickedIn(form, 'roles', ROLES);

export const RolesField = ({ roles, filled, locale }: { roles: readonly Role[]; filled: Filled; locale: Locale }) => (
  <Ticks
    name="roles"
    legend={adminWords(locale).roles}
    choices={ROLES}
    labelOf={(role) => statusWords(locale).role[role]}
    ticked={roles}
    filled={filled}
  />
);
