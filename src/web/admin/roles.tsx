import { ROLES, type Role } from '../../contract/status';
import type { Filled } from '../forms';
import type { Locale } from '../locale';
import { statusWords } from '../status';
import { adminWords } from './words';

/** Which roles were ticked: a form sends one as text, several as a list. */
export function rolesIn(form: unknown): Role[] {
  const { roles } = (form ?? {}) as { roles?: unknown };
  const ticked: unknown[] = Array.isArray(roles) ? roles : [roles];
  return ROLES.filter((role) => ticked.includes(role));
}

export function RolesField({ roles, filled, locale }: { roles: readonly Role[]; filled: Filled; locale: Locale }) {
  const error = filled.errors?.find(({ field }) => field.startsWith('roles'))?.message;
  return (
    <fieldset>
      <legend>{adminWords(locale).roles}</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input type="checkbox" name="roles" value={role} checked={roles.includes(role)} />{' '}
          {statusWords(locale).role[role]}
        </label>
      ))}
      {error && (
        <small class="error" role="alert">
          {error}
        </small>
      )}
    </fieldset>
  );
}
