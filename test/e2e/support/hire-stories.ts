import { DateTime } from 'luxon';
import type { OnboardingView, StepView } from '../../../src/domain/onboarding/view';
import type { OnboardingRequest } from '../../../src/domain/request';
import type { Role } from '../../../src/domain/status';
import { findDaytimeLocation } from '../../support/daytime-location';
import { isRecording, recordStories } from '../../support/histories';
import { createRequest } from '../../support/requests';
import { TestPlatform } from '../../support/test-platform';

export const HR = { email: 'hanna@example.com', roles: ['hr'] as Role[] };
export const GRACE = { email: 'grace@example.com', roles: ['manager'] as Role[] };
export const MIGUEL = { email: 'miguel@example.com', roles: ['manager'] as Role[] };
export const IVO = { email: 'ivo@example.com', roles: ['it'] as Role[] };
export const FIONA = { email: 'fiona@example.com', roles: ['finance'] as Role[] };

/** Computed once: if the hour changed during the run, another call could select another location. */
const { location, startDate: today } = findDaytimeLocation();
export { today };

export const addDaysToToday = (days: number): string => DateTime.fromISO(today).plus({ days }).toFormat('yyyy-MM-dd');

export function createHireRequest(
  name: string,
  changes: Partial<OnboardingRequest> = {},
  job: Partial<OnboardingRequest['job']> = {},
) {
  const standard = createRequest({ startDate: today, equipment: ['laptop-14'], trainings: ['security-basics'] });
  return {
    ...standard,
    employee: { givenName: name, familyName: 'Change', personalEmail: `${name.toLowerCase()}@example.org` },
    job: { ...standard.job, location, ...job },
    manager: { name: 'Grace Murray', email: GRACE.email },
    ...changes,
  };
}

export const findStepView = (view: OnboardingView, id: string): StepView | undefined =>
  view.steps.find((step) => step.id === id);

type Caller = Parameters<TestPlatform['call']>[0];

/** One platform per file, whose stories are recorded as histories. */
class HireStories {
  private readonly recorded = new Map<string, string>();
  private constructor(readonly platform: TestPlatform) {}

  static start = async (): Promise<HireStories> => new HireStories(await TestPlatform.start());

  async close(): Promise<void> {
    if (isRecording()) await recordStories(this.platform.temporal.client, this.recorded);
    await this.platform.close();
  }

  /** `story` names the recorded history; undefined for an onboarding that ends too soon to record. */
  async submit(story: string | undefined, body: OnboardingRequest): Promise<string> {
    const response = await this.platform.call<{ id: string }>(HR, 'POST', '/onboardings', body);
    expect([response.status, response.body]).toEqual([202, expect.anything()]);
    if (story !== undefined) this.recorded.set(story, response.body.id);
    return response.body.id;
  }

  async postAction(caller: Caller, id: string, action: string, body: object = {}): Promise<Record<string, unknown>> {
    const response = await this.platform.call(caller, 'POST', `/onboardings/${id}/${action}`, body);
    expect([action, response.status, response.body]).toEqual([action, 200, expect.anything()]);
    return response.body;
  }

  waitForStepStatus = (id: string, step: string, status: StepView['status']): Promise<OnboardingView> =>
    this.platform.waitForView(id, (view) => findStepView(view, step)?.status === status);
}

/** Starts the stories before the tests of a file, and closes them afterwards. */
export function useHireStories() {
  let stories: HireStories;
  beforeAll(async () => {
    stories = await HireStories.start();
  });
  afterAll(() => stories.close());
  return {
    get platform() {
      return stories.platform;
    },
    submit: (...args: Parameters<HireStories['submit']>) => stories.submit(...args),
    postAction: (...args: Parameters<HireStories['postAction']>) => stories.postAction(...args),
    waitForStepStatus: (...args: Parameters<HireStories['waitForStepStatus']>) => stories.waitForStepStatus(...args),
  };
}
