import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';

/** Temporal's number for each type that we use. */
const { IndexedValueType } = temporal.api.enums.v1;
const WIRE_TYPES = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
} as const;

/**
 * Whether the namespace has all our search attributes with the right types. A start that names one it has not is
 * refused, so a server that cannot be asked counts as having none.
 */
export async function hasSearchAttributes(client: Client): Promise<boolean> {
  const { namespace } = client.options;
  try {
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
    return Object.values(SEARCH_ATTRIBUTES).every(({ name, type }) => customAttributes?.[name] === WIRE_TYPES[type]);
  } catch {
    return false;
  }
}
