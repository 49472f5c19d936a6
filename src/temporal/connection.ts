import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { closedConnectionInterceptor } from './closed-connection-interceptor';

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

/** Routes SDK logs to `logger` and disables its signal handlers: the shutdown order is ours. Call it first. */
export function installRuntime(logger: Logger): void {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  const forwardingLogger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const error: unknown = meta?.['error'];
    logger[levels[level]]({ source: 'temporal-sdk', error: error instanceof Error ? error.name : undefined }, message);
  });
  Runtime.install({ logger: forwardingLogger, shutdownSignals: [] });
}
