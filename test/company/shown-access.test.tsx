import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import { buildPreview } from '../../src/api/resources/onboardings/preview';
import { addMessages } from '../../src/api/http/add-messages';
import { composePlanner } from '../../src/app/planner';
import { createSignedLinks } from '../../src/auth/signed-links';
import { resolveAccess } from '../../src/company/resolve-access';
import { type CompanySettings, companySettingsSchema } from '../../src/company/settings';
import type { Access } from '../../src/domain/access';
import { parseInput } from '../../src/domain/field-errors/parse-input';
import { ENGINE_VERSION } from '../../src/domain/ids';
import { buildFirstProjection } from '../../src/domain/onboarding/first-projection';
import type { OnboardingInput, ResolvedPlan } from '../../src/domain/plan/resolved-plan';
import { EMPLOYMENT_TYPES, type OnboardingRequest } from '../../src/domain/request';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { pickTexts } from '../../src/i18n/pick-text';
import { createReasonReader } from '../../src/i18n/render-reason';
import { HireFacts } from '../../src/web/pages/tasks/hire-facts';
import { renderEmail } from '../../src/mails/company-mailer';
import { renderNotification } from '../../src/worker/notifications/render-notification';
import { CARLA, GRACE, PLANNING_FACTS } from '../planning/support';
import { createRequest } from '../support/requests';

const SYSTEMS = {
  mail: { title: 'Letterbox', owner: 'it', licences: ['basic', 'premium'] },
  code: { title: 'Forge', owner: 'it', licences: ['pro'] },
  crm: { title: 'Rolodex', owner: 'hr', licences: [] },
} as const;
type SystemCode = keyof typeof SYSTEMS;
const SYSTEM_CODES = Object.keys(SYSTEMS) as SystemCode[];
const DEPARTMENTS = ['Engineering', 'Sales', 'Finance'];
const LOCATIONS = ['berlin', 'paris'];
const MODELS = ['laptop', 'phone'];

const grant = fc.constantFrom(...SYSTEM_CODES).chain((system) =>
  fc.record({
    system: fc.constant(system),
    groups: fc.subarray(['a', 'b', 'c']),
    licence: fc.constantFrom(undefined, ...SYSTEMS[system].licences),
  }),
);
const conditions = fc.record(
  {
    department: fc.subarray(DEPARTMENTS, { minLength: 1 }),
    location: fc.subarray(LOCATIONS, { minLength: 1 }),
    employmentType: fc.subarray([...EMPLOYMENT_TYPES], { minLength: 1 }),
    title: fc.subarray(['Engineer', 'Seller'], { minLength: 1 }),
    remote: fc.boolean().map((remote) => [remote]),
    plan: fc.subarray(['standard', 'contractor', 'intern'], { minLength: 1 }),
    manager: fc.subarray([GRACE.email, CARLA.email], { minLength: 1 }),
    hasEndDate: fc.boolean().map((hasEndDate) => [hasEndDate]),
    equipment: fc.subarray(MODELS, { minLength: 1 }),
    trainings: fc.constant(['safety']),
  },
  { requiredKeys: [] },
);
const profile = fc.record({
  title: fc.constant('P'),
  when: conditions,
  isAddition: fc.boolean(),
  accounts: fc.uniqueArray(grant, { selector: ({ system }) => system }),
  equipment: fc.array(fc.constantFrom(...MODELS), { maxLength: 3 }),
  trainings: fc.subarray(['safety', 'first-aid']),
});
const profiles = fc.dictionary(fc.constantFrom('p', 'q', 'r', 's', 't'), profile, { maxKeys: 5 });
const request = fc
  .record({
    job: fc.record({
      title: fc.constantFrom('Engineer', 'engineer', 'Clerk'),
      department: fc.constantFrom(...DEPARTMENTS),
      location: fc.constantFrom(...LOCATIONS),
      employmentType: fc.constantFrom(...EMPLOYMENT_TYPES),
      remote: fc.boolean(),
      endDate: fc.constantFrom(undefined, '2028-01-31'),
    }),
    manager: fc.constantFrom(GRACE, CARLA),
    equipment: fc.option(fc.array(fc.constantFrom(...MODELS), { maxLength: 2 }), { nil: undefined }),
    trainings: fc.option(fc.subarray(['safety']), { nil: undefined }),
  })
  // A request for a training is refused for contractors, whose plan has none.
  .map(({ trainings, ...changes }) => ({
    ...changes,
    trainings: changes.job.employmentType === 'contractor' ? undefined : trainings,
  }))
  .map((changes) => createRequest({ ...changes, startDate: '2027-06-07' }));

/** Undefined for profiles that the settings refuse. */
function parseSettings(entries: object): CompanySettings | undefined {
  const location = { timeZone: 'UTC', country: 'DE' };
  return parseInput(companySettingsSchema, {
    ...{ name: 'Acme', currency: 'EUR', departments: DEPARTMENTS, profiles: entries },
    locations: Object.fromEntries(LOCATIONS.map((code) => [code, { title: code, ...location }])),
    systems: Object.fromEntries(
      Object.entries(SYSTEMS).map(([code, { licences, ...system }]) => [
        code,
        {
          ...system,
          licences: Object.fromEntries(licences.map((licence) => [licence, { title: `${licence} seat`, seats: 5 }])),
        },
      ]),
    ),
  }).data;
}

const check = (
  property: (settings: CompanySettings, request: OnboardingRequest) => void | Promise<void>,
  runs: number,
) =>
  fc.assert(
    fc.asyncProperty(profiles, request, async (entries, oneRequest) => {
      const settings = parseSettings(entries);
      fc.pre(settings !== undefined);
      await property(settings, oneRequest);
    }),
    { seed: 15, numRuns: runs },
  );

const planner = composePlanner();

function plan(settings: CompanySettings, oneRequest: OnboardingRequest): OnboardingInput {
  const facts = { ...PLANNING_FACTS, company: { version: 1, ...settings }, trainings: ['safety', 'first-aid'] };
  return {
    ...{ engineVersion: ENGINE_VERSION, id: '018f2c4e-0000-7000-8000-000000000000', request: oneRequest },
    plan: planner.resolvePlan(oneRequest, facts),
    submittedBy: facts.submittedBy,
    submittedAt: facts.now,
    options: { apiOnly: false, hasSearchAttributes: false },
  };
}

/** Returns a setting of the first step with this activity; undefined if the plan has none, or skips it. */
function findSetting({ steps }: ResolvedPlan, activity: string, name: string): unknown {
  const step = steps.find(
    (one) => one.kind === 'activity' && one.activity === activity && one.skipReason === undefined,
  );
  return step?.kind === 'activity' ? (step.settings as Record<string, unknown>)[name] : undefined;
}

/** Lists the accounts that the steps of the plan create. */
const listGranted = ({ steps }: ResolvedPlan) =>
  steps.flatMap((step) => {
    if (step.kind !== 'activity' || step.activity !== 'createAccount' || step.skipReason !== undefined) return [];
    const { system, groups } = step.settings as { system: string; groups: string[] };
    return [{ system, groups }];
  });

/** As an approver reads it. */
function wordAccounts(accounts: Access['accounts']): string {
  const words = accounts.map(({ title, groups, licence }) => {
    const details = [...groups, ...(licence === undefined ? [] : [`${licence} seat`])].join(', ');
    return details === '' ? getEnglishText(title) : `${getEnglishText(title)} (${details})`;
  });
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
}

const links = createSignedLinks({ encryption: [], sealing: Buffer.alloc(32, 1) }, 'https://firstday.example.com');

async function renderMail(input: OnboardingInput): Promise<string> {
  const { view } = buildFirstProjection(input);
  const notification = { key: 'k', kind: 'approval-requested' as const, step: 'managerApproval', to: [GRACE] };
  const { cost, dayOne } = input.plan;
  const pending = { onboardingId: input.id, notification, view, cost, location: dayOne.location };
  const publicUrl = 'https://firstday.example.com';
  return renderEmail(await renderNotification(pending, { publicUrl, links, locale: 'en' }), PLANNING_FACTS.company)
    .text;
}

function renderDecisionPage(input: OnboardingInput): string {
  const { view } = buildFirstProjection(input);
  const response = pickTexts(addMessages(view, createReasonReader(view, 'en')), 'en');
  const titles = { getPlanTitle: String, getLocationTitle: String };
  return parse(renderToString(<HireFacts view={response} titles={titles} locale="en" />)).text;
}

test('the access that is previewed, frozen, granted by the steps and shown to the approver is the same', () =>
  check(async (settings, oneRequest) => {
    const input = plan(settings, oneRequest);
    const { name } = input.plan;
    const resolved = resolveAccess(settings, { ...oneRequest, plan: name });
    const access = name === 'contractor' ? { ...resolved, trainings: [] } : resolved;
    expect(input.plan.access).toEqual(access);
    expect(buildPreview(input, [], 'en').access).toEqual(pickTexts(access, 'en'));

    expect(listGranted(input.plan)).toEqual(access.accounts.map(({ system, groups }) => ({ system, groups })));
    expect(findSetting(input.plan, 'activateAccounts', 'licences') ?? []).toEqual(
      access.accounts.flatMap(({ system, licence }) => (licence === undefined ? [] : [{ system, licence }])),
    );
    expect(findSetting(input.plan, 'assignEquipment', 'equipment')).toEqual(access.equipment);
    expect(findSetting(input.plan, 'scheduleTraining', 'trainings') ?? []).toEqual(access.trainings);

    const words = wordAccounts(access.accounts);
    const equipment = (oneRequest.equipment ?? access.equipment).join(', ');
    const trainings = (oneRequest.trainings ?? access.trainings).join(', ');
    for (const shown of [await renderMail(input), renderDecisionPage(input)]) {
      for (const text of [words, equipment, trainings]) expect(shown).toContain(text);
      for (const code of SYSTEM_CODES.filter((system) => !access.accounts.some((account) => account.system === system)))
        expect(shown).not.toContain(SYSTEMS[code].title);
    }
  }, 60));

test('the most specific profile counts, whatever the order, and a licence is one of its system', () =>
  check((settings, oneRequest) => {
    const access = resolveAccess(settings, oneRequest);
    const reversed = Object.fromEntries(Object.entries(settings.profiles).reverse());
    expect(resolveAccess({ ...settings, profiles: reversed }, oneRequest)).toEqual(access);
    const [first] = access.profiles
      .map(({ code }) => settings.profiles[code])
      .filter((one) => one?.isAddition === false);
    const count = (one = first): number => Object.keys(one?.when ?? {}).length;
    for (const { code } of resolveEach(settings, oneRequest))
      expect(count(settings.profiles[code])).toBeLessThanOrEqual(count());
    for (const { system, licence } of access.accounts)
      if (licence !== undefined) expect(SYSTEMS[system as SystemCode].licences).toContain(licence);
  }, 300));

/** Profiles that count if they are the only one that is no addition. */
const resolveEach = (settings: CompanySettings, oneRequest: OnboardingRequest) =>
  Object.entries(settings.profiles)
    .filter(([, { isAddition }]) => !isAddition)
    .flatMap(([code, one]) => resolveAccess({ ...settings, profiles: { [code]: one } }, oneRequest).profiles);

test('an addition only adds', () =>
  check((settings, oneRequest) => {
    const exclusive = Object.entries(settings.profiles).filter(([, { isAddition }]) => !isAddition);
    const base = resolveAccess({ ...settings, profiles: Object.fromEntries(exclusive) }, oneRequest);
    const access = resolveAccess(settings, oneRequest);
    for (const { system, groups } of base.accounts)
      expect(access.accounts.find((account) => account.system === system)?.groups).toEqual(
        expect.arrayContaining(groups),
      );
    expect(access.equipment.slice(0, base.equipment.length)).toEqual(base.equipment);
    expect(access.trainings.slice(0, base.trainings.length)).toEqual(base.trainings);
    expect(access.profiles.slice(0, base.profiles.length)).toEqual(base.profiles);
  }, 300));
