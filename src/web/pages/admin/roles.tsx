import { ROLES, type Role } from '../../../domain/status';
import type { Filled } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { statusWords } from '../../ui/status-badge';
import { tickedIn, Ticks } from './ticks';
import { adminWords } from './messages';

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
