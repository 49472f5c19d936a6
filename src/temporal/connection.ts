import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { closedConnectionInterceptor } from './closed-connection-interceptor';
import { createSdkLogger } from './sdk-logger';

const DEFAULT_NAMESPACE = 'default';
const DEFAULT_ADDRESS = 'localhost:7233';

export const getNamespace = ({ namespace }: ClientConnectConfig): string => namespace ?? DEFAULT_NAMESPACE;

export const getAddress = ({ connectionOptions }: ClientConnectConfig): string =>
  connectionOptions.address ?? DEFAULT_ADDRESS;

/** The SDK's default retries, except for calls on a closed connection. */
export const grpcInterceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), closedConnectionInterceptor];

/** Connects on the first call, and reconnects when the server comes back. */
export function createTemporalClient(config: ClientConnectConfig, dataConverter: DataConverter): Client {
  const connection = Connection.lazy({ ...config.connectionOptions, interceptors: grpcInterceptors });
  return new Client({ connection, namespace: getNamespace(config), dataConverter });
}

/** @throws TransportError when the server does not answer. */
export const createWorkerConnection = (config: ClientConnectConfig): Promise<NativeConnection> =>
  NativeConnection.connect(config.connectionOptions);

/**
 * Routes the logs of the SDK and its native core to `logger` and disables its signal handlers: the shutdown order is
 * ours. Call it first.
 * @param metricsAddress address of the SDK's own metrics; none if missing
 */
export function installRuntime(logger: Logger, metricsAddress?: string): void {
  Runtime.install({
    logger: createSdkLogger(logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {} },
      ...(metricsAddress !== undefined && { metrics: { prometheus: { bindAddress: metricsAddress } } }),
    },
  });
}
