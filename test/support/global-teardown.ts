import type { TestPostgres } from './postgres-server';

declare global {
  // Jest's global set-up and teardown share only the global object.
  var firstdayTestPostgres: TestPostgres | undefined;
}

export default async function globalTeardown(): Promise<void> {
  await globalThis.firstdayTestPostgres?.stop();
}
