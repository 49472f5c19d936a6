/** The company's departments. A request may name another one, but its preview warns, and suggests one of these. */
export const departments = [
  'Engineering',
  'Design',
  'Sales',
  'Marketing',
  'Finance',
  'HR',
  'IT',
  'Operations',
  'Support',
  'Legal',
];
