import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/** gRPC's INVALID_ARGUMENT: the same call is refused whenever it is made. */
const INVALID_ARGUMENT = 3;
const MAX_REASON_LENGTH = 300;

/** In Temporal's words why it will never take this call as it is; undefined where it may take it later. */
export function getPermanentRejectionReason(error: unknown): string | undefined {
  if (!(error instanceof ServiceError) || !isGrpcServiceError(error.cause)) return undefined;
  const { code, details } = error.cause;
  return (code as number) === INVALID_ARGUMENT ? details.slice(0, MAX_REASON_LENGTH) : undefined;
}
