import { ROLES, type Role } from '../../../domain/status';
import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';
import type { FormValues } from '../../ui/forms';
import { readCheckedChoices, CheckboxGroup } from './checkbox-group';

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
    legend={translate(locale, 'admin.roles')}
    choices={ROLES}
    getLabel={(role) => translate(locale, `status.role.${role}`)}
    checked={roles}
    formValues={formValues}
  />
);
