import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { closedConnectionInterceptor } from './closed-connection-interceptor';

const DEFAULT_NAMESPACE = 'default';

/** The namespace that a connection's settings name. */
export const getNamespace = ({ namespace }: ClientConnectConfig): string => namespace ?? DEFAULT_NAMESPACE;

/** What each call of a client passes through: tried again where that helps, but not once its connection was closed. */
export const grpcInterceptors = [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), closedConnectionInterceptor];

/** A client that connects with its first call, and again whenever the server comes back. */
export function createTemporalClient(config: ClientConnectConfig, dataConverter: DataConverter): Client {
  const connection = Connection.lazy({ ...config.connectionOptions, interceptors: grpcInterceptors });
  return new Client({ connection, namespace: getNamespace(config), dataConverter });
}

/**
 * A connection for workers.
 * @throws TransportError where the server does not answer
 */
export const createWorkerConnection = (config: ClientConnectConfig): Promise<NativeConnection> =>
  NativeConnection.connect(config.connectionOptions);

/** Sends the SDK's log lines to ours, and keeps it from handling signals: stopping is done in our order. Call it first. */
export function installRuntime(logger: Logger): void {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
  const forward = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const error: unknown = meta?.['error'];
    logger[levels[level]]({ source: 'temporal-sdk', error: error instanceof Error ? error.name : undefined }, message);
  });
  Runtime.install({ logger: forward, shutdownSignals: [] });
}
