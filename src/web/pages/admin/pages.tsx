import { page } from '../../http/page';
import { mayOpen } from '../../access';
import { auditPages } from './audit';
import { peoplePages } from './people';
import { planPages } from './plans';
import { tokenPages } from './tokens';
import { trainingPages } from './trainings';
import { webhookPages } from './webhook';
import { webhooksPages } from './webhooks';
import { adminWords } from './messages';

const PARTS = ['people', 'tokens', 'trainings', 'plans', 'webhooks', 'audit'] as const;

/** Leads to whatever of it opens to this person. */
const start = page({
  on: 'GET /admin',
  handle: ({ locale, actor }) => {
    const words = adminWords(locale);
    const open = PARTS.filter((part) => mayOpen(actor, `GET /admin/${part}`));
    const main = (
      <>
        <h1>{words.title}</h1>
        <ul>
          {open.map((part) => (
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
  start,
  ...peoplePages,
  ...tokenPages,
  ...trainingPages,
  ...planPages,
  ...webhooksPages,
  ...webhookPages,
  ...auditPages,
];
