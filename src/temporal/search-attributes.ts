import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';
import { withTimeout } from './with-timeout';

const KEYWORD = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
const PROBE_TIMEOUT_MS = 5_000;

/**
 * True if the namespace has all our search attributes with the right types. Temporal rejects a start with a missing
 * attribute, so an unreachable server counts as having none.
 * @param shutdownSignal ends the wait for a server that does not answer
 */
export async function hasSearchAttributes(client: Client, shutdownSignal?: AbortSignal): Promise<boolean> {
  const { namespace } = client.options;
  try {
    const listAttributes = () => client.connection.operatorService.listSearchAttributes({ namespace });
    const { customAttributes } = await withTimeout(client, PROBE_TIMEOUT_MS, listAttributes, shutdownSignal);
    return Object.values(SEARCH_ATTRIBUTES).every(({ name }) => customAttributes?.[name] === KEYWORD);
  } catch {
    return false;
  }
}
