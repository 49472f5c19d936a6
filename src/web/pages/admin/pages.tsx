import { getTranslator } from '../../../i18n/translate';
import { definePage } from '../../http/page';
import { canOpenPage } from '../../access';
import { auditPages } from './audit';
import { peoplePages } from './people';
import { peopleImportPages } from './people-import';
import { personPages } from './person';
import { planPages } from './plans';
import { securityPages } from './security';
import { tokenPages } from './tokens';
import { trainingDetailPages } from './training-detail';
import { trainingPages } from './trainings';
import { webhookDetailPages } from './webhook-detail';
import { webhookListPages } from './webhook-list';

const SECTIONS = [
  'setup',
  'company',
  'people',
  'tokens',
  'trainings',
  'plans',
  'webhooks',
  'audit',
  'security',
] as const;

/** Links to the sections that the principal may open. */
const adminHomePage = definePage({
  name: 'GET /admin',
  handle: ({ locale, principal }) => {
    const t = getTranslator(locale);
    const allowedSections = SECTIONS.filter((section) => canOpenPage(principal, `GET /admin/${section}`));
    const main = (
      <>
        <h1>{t('admin.title')}</h1>
        <ul>
          {allowedSections.map((section) => (
            <li key={section}>
              <a href={`/admin/${section}`}>{t(`admin.${section}`)}</a>
            </li>
          ))}
        </ul>
      </>
    );
    return Promise.resolve({ title: t('admin.title'), main });
  },
});

export const adminPages = [
  adminHomePage,
  ...peoplePages,
  ...peopleImportPages,
  ...personPages,
  ...tokenPages,
  ...trainingPages,
  ...trainingDetailPages,
  ...planPages,
  ...webhookListPages,
  ...webhookDetailPages,
  ...auditPages,
  ...securityPages,
];
