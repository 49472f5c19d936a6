import { type Interceptor, InterceptingCall, Metadata, status } from '@grpc/grpc-js';

/**
 * Fails calls that begin after their connection was closed. The SDK retries calls from a timer, where a closed
 * connection throws an error that nothing can catch: it would crash a process that is shutting down.
 */
export const closedConnectionInterceptor: Interceptor = (options, nextCall) => {
  try {
    return new InterceptingCall(nextCall(options));
  } catch (error) {
    return new InterceptingCall(buildFailedCall(error instanceof Error ? error.message : 'closed'));
  }
};

type CallRequester = ConstructorParameters<typeof InterceptingCall>[0];

const buildFailedCall = (details: string): CallRequester => ({
  // A code that the SDK does not retry.
  start: (_metadata, listener) =>
    listener?.onReceiveStatus?.({ code: status.CANCELLED, details, metadata: new Metadata() }),
  cancelWithStatus: () => undefined,
  getPeer: () => '',
  sendMessage: () => undefined,
  sendMessageWithContext: () => undefined,
  startRead: () => undefined,
  halfClose: () => undefined,
  getAuthContext: () => null,
});
