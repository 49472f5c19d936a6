import { isGrpcServiceError, ServiceError } from '@temporalio/client';

/** gRPC status: the same call is rejected on every retry. */
const INVALID_ARGUMENT = 3;
const MAX_REASON_LENGTH = 300;

/** Returns Temporal's reason for rejecting this call permanently; undefined if a retry may succeed. */
export function getPermanentRejectionReason(error: unknown): string | undefined {
  if (!(error instanceof ServiceError) || !isGrpcServiceError(error.cause)) return undefined;
  const { code, details } = error.cause;
  return (code as number) === INVALID_ARGUMENT ? details.slice(0, MAX_REASON_LENGTH) : undefined;
}
