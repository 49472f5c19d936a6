import { definePage } from '../../http/page';
import { canOpenPage } from '../../access';
import { auditPages } from './audit';
import { peoplePages } from './people';
import { planPages } from './plans';
import { tokenPages } from './tokens';
import { trainingPages } from './trainings';
import { webhookDetailPages } from './webhook-detail';
import { webhookListPages } from './webhook-list';
import { adminMessages } from './messages';

const SECTIONS = ['people', 'tokens', 'trainings', 'plans', 'webhooks', 'audit'] as const;

/** Links to the sections that the principal may open. */
const adminHomePage = definePage({
  name: 'GET /admin',
  handle: ({ locale, principal }) => {
    const words = adminMessages(locale);
    const openSections = SECTIONS.filter((part) => canOpenPage(principal, `GET /admin/${part}`));
    const main = (
      <>
        <h1>{words.title}</h1>
        <ul>
          {openSections.map((part) => (
            <li key={part}>
              <a href={`/admin/${part}`}>{words[part]}</a>
            </li>
          ))}
        </ul>
      </>
    );
    return Promise.resolve({ title: words.title, main });
  },
});

export const adminPages = [
  adminHomePage,
  ...peoplePages,
  ...tokenPages,
  ...trainingPages,
  ...planPages,
  ...webhookListPages,
  ...webhookDetailPages,
  ...auditPages,
];
