import { defineSearchAttributeKey } from '@temporalio/common';

/** What an administrator can filter by in Temporal. Nothing personal: search attributes are never encrypted. */
export const SEARCH_ATTRIBUTES = {
  status: defineSearchAttributeKey('FirstdayStatus', 'KEYWORD'),
  department: defineSearchAttributeKey('FirstdayDepartment', 'KEYWORD'),
  location: defineSearchAttributeKey('FirstdayLocation', 'KEYWORD'),
  startDate: defineSearchAttributeKey('FirstdayStartDate', 'DATETIME'),
} as const;
