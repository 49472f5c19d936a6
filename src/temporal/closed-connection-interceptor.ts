import { type Interceptor, InterceptingCall, Metadata, status } from '@grpc/grpc-js';

/**
 * Has a call fail that begins after its connection was closed. The SDK tries calls again from a timer, and a closed
 * connection throws there, where nobody can catch it: a process that stops in that moment would die of it.
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
  // No code that the SDK would try again.
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
