import { ROLES, type Role } from '../../../domain/status';
import type { FormValues } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { statusMessages } from '../../ui/status-badge';
import { readCheckedChoices, CheckboxGroup } from './checkbox-group';
import { adminMessages } from './messages';

export const readRoles = (form: unknown): Role[] => readCheckedChoices(form, 'roles', ROLES);

export const RolesField = ({
  roles,
  formValues,
  locale,
}: {
  roles: readonly Role[];
  formValues: FormValues;
  locale: Locale;
}) => (
  <CheckboxGroup
    name="roles"
    legend={adminMessages(locale).roles}
    choices={ROLES}
    getLabel={(role) => statusMessages(locale).role[role]}
    checked={roles}
    formValues={formValues}
  />
);
