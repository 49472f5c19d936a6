import { withPlatform } from '../support/bench-platform';
import { measureApprovalLatency, PATIENT_ENV } from './measure-approval-latency';
import type { Figure } from './figure';
import type { Sizes } from './sizes';

/** Measures approvals on an otherwise empty platform. */
export const measureApprovals = (sizes: Sizes): Promise<Figure[]> =>
  withPlatform({ onboardings: 2 * sizes.approvals + 100, env: PATIENT_ENV }, (platform) =>
    measureApprovalLatency(platform, sizes),
  );
