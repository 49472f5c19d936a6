/** Filters in Temporal. No personal data: search attributes are never encrypted. */
export const SEARCH_ATTRIBUTES = {
  department: { name: 'FirstdayDepartment', type: 'KEYWORD' },
  location: { name: 'FirstdayLocation', type: 'KEYWORD' },
  startDate: { name: 'FirstdayStartDate', type: 'DATETIME' },
} as const;
