import { byDepartment } from '../src/planning/dsl';

export const selectApplications = byDepartment(
  {
    engineering: ['email', 'chat', 'source-code', 'cloud'],
    design: ['email', 'chat', 'design-studio'],
    sales: ['email', 'chat', 'crm'],
    finance: ['email', 'chat', 'accounting'],
    hr: ['email', 'chat', 'hr-suite'],
  },
  ['email', 'chat'],
);
