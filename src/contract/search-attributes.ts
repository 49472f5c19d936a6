import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What Temporal's own pages and command line can find onboardings by. Holds no personal data. */
export const SEARCH_ATTRIBUTES = {
  status: defineSearchAttributeKey('FirstdayStatus', SearchAttributeType.KEYWORD),
  department: defineSearchAttributeKey('FirstdayDepartment', SearchAttributeType.KEYWORD),
  location: defineSearchAttributeKey('FirstdayLocation', SearchAttributeType.KEYWORD),
  startDate: defineSearchAttributeKey('FirstdayStartDate', SearchAttributeType.DATETIME),
} as const;
