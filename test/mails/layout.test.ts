import { parse } from 'node-html-parser';
import type { Company } from '../../src/company/settings';
import type { Locale } from '../../src/domain/locale';
import { NOTIFICATION_KINDS } from '../../src/domain/onboarding/kinds';
import { createReason } from '../../src/domain/reasons/reason';
import type { EmailMessage } from '../../src/integrations/mail/mailer';
import { renderEmail } from '../../src/mails/company-mailer';
import { listMailFaults } from '../support/mail-faults';
import { SAMPLE_COMPANY } from '../support/sample-company';
import { changeSteps, input, locales, renderTestEmail } from '../worker/notifications/support/test-emails';

const HOSTILE = '</td><script>alert("&")</script><img src=x onerror=alert(1)>';
const PNG = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64')}`;
const COMPANIES: [string, Company][] = [
  ['the sample', SAMPLE_COMPANY],
  ['one with a logo and no signature', { ...SAMPLE_COMPANY, name: 'Acme', signature: undefined, logo: PNG }],
  ['one with a hostile name', { ...SAMPLE_COMPANY, name: HOSTILE, signature: HOSTILE, colour: '#ffee00' }],
];

const GRACE = 'grace@example.com';
const STEPS = [undefined, 'managerApproval', 'shipLaptop', 'claimUsername'];
const STATUSES = ['waiting', 'failed', 'undo-failed', 'done'] as const;
const INCIDENT = createReason('stuck.error', { workflowId: `onboarding:${input.id}` });

afterEach(() => locales.clear());

/** Renders the notification about each step, in each state that a mail speaks of. */
async function renderEach(kind: (typeof NOTIFICATION_KINDS)[number], locale: Locale, company: Company) {
  locales.set(GRACE, locale);
  const reason = kind === 'incident' ? INCIDENT : undefined;
  const mails = STEPS.flatMap((step) =>
    STATUSES.map((status) =>
      renderTestEmail(
        { kind, step, reason, comment: HOSTILE },
        changeSteps({ approval: { status }, accounts: { status }, shipping: { status } }),
        undefined,
        company,
      ),
    ),
  );
  return Promise.all(mails);
}

describe.each(COMPANIES)('mails of %s', (_, company) => {
  test.each(NOTIFICATION_KINDS.flatMap((kind) => (['en', 'de'] as const).map((locale) => [kind, locale] as const)))(
    '%s in %s has the look of the company, one button, short links and no command',
    async (kind, locale) => {
      for (const email of await renderEach(kind, locale, company)) {
        expect(listMailFaults(email, company)).toEqual([]);
        expect(parse(email.html).querySelectorAll('td[bgcolor] a')).toHaveLength(1);
        expect(email.locale).toBe(locale);
      }
    },
  );
});

test('the new hire’s mail leads to their own page', async () => {
  const to = [{ name: 'Ada Lovelace', email: input.request.employee.personalEmail }];
  for (const status of ['waiting', 'done'] as const) {
    const email = await renderTestEmail(
      { kind: 'reminder', step: 'shipLaptop', to },
      changeSteps({ shipping: { status } }),
    );
    expect(listMailFaults(email, SAMPLE_COMPANY)).toEqual([]);
    expect(parse(email.html).querySelector('td[bgcolor] a')?.getAttribute('href')).toContain('/hire/');
  }
});

const MESSAGE: EmailMessage = {
  ...{ key: 'a', kind: 'preparations', locale: 'en', subject: 'Ready', to: [{ name: 'Grace', email: GRACE }] },
  blocks: [
    'Accounts:\n- chat\n- <b>mail</b>\nDone.',
    undefined,
    '',
    { facts: [['Address', 'Example Street 1\n10115 Berlin']] },
    'See https://example.com/a?x=1&y=2.',
  ],
  action: { label: 'Open', url: 'https://example.com/?a=1&b="' },
};

test('lists, facts and addresses are marked up, and everything is escaped', () => {
  const { html, text } = renderEmail(MESSAGE, SAMPLE_COMPANY);
  const page = parse(html);
  expect(page.querySelectorAll('li').map((item) => item.innerHTML)).toEqual(['chat', '&lt;b&gt;mail&lt;/b&gt;']);
  expect(page.querySelectorAll('td td td').map((cell) => cell.innerHTML)).toContain(
    'Example Street 1<br>\n10115 Berlin',
  );
  expect(html).toContain('<a href="https://example.com/a?x=1&amp;y=2" rel="noreferrer">');
  expect(html).toContain('href="https://example.com/?a=1&amp;b=&quot;"');
  expect(text).toContain('  Address: Example Street 1\n10115 Berlin\n\nSee https');
  expect(text).toContain(
    'Open:\nhttps://example.com/?a=1&b="\n\nYour People team\nExample Company\n\nQuestions? hanna@',
  );
});

test('Markdown is marked up in HTML, stays as it is in text, and injects nothing', () => {
  const markdown =
    'Order **two** of:\n\n* [laptops](https://example.com/shop)\n* mice\n\n<script>alert(1)</script> ![x](https://example.com/x.png)';
  const { html, text } = renderEmail({ ...MESSAGE, blocks: [{ markdown }] }, SAMPLE_COMPANY);
  const page = parse(html);
  expect(page.querySelector('strong')?.text).toBe('two');
  expect(page.querySelectorAll('li').map((item) => item.text)).toEqual(['laptops', 'mice']);
  expect(page.querySelector('li a')?.getAttribute('href')).toBe('https://example.com/shop');
  expect([page.querySelectorAll('script').length, page.querySelectorAll('img').length]).toEqual([0, 0]);
  expect(text).toContain(markdown);
});

test('a recipient whose name is unknown is not greeted by the address', () => {
  const { text } = renderEmail({ ...MESSAGE, to: [{ name: GRACE, email: GRACE }] }, SAMPLE_COMPANY);
  expect(text).toMatch(/^Accounts:/);
});

test('the logo is attached as it was uploaded, and absent without one', () => {
  const { logo, html } = renderEmail(MESSAGE, { ...SAMPLE_COMPANY, logo: PNG });
  expect(logo).toEqual({ mediaType: 'image/png', content: Buffer.from('89504e470d0a1a0a00', 'hex') });
  expect(html).toContain('src="cid:logo"');
  const plain = renderEmail(MESSAGE, SAMPLE_COMPANY);
  expect([plain.logo, plain.html.includes('<img')]).toEqual([undefined, false]);
});

test.each([
  ['#1f4e79', '#ffffff'],
  ['#ffee00', '#000000'],
])('the button has the colour %s, and its text the colour %s', (colour, textColour) => {
  const button = parse(renderEmail(MESSAGE, { ...SAMPLE_COMPANY, colour }).html).querySelector('td[bgcolor] a');
  expect(button?.getAttribute('style')).toContain(`color:${textColour};background:${colour}`);
});
