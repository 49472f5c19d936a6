import { OIDC_SETTINGS, type ProcessRole, type SettingName, TEMPORAL_SETTINGS } from './settings';

interface Rule {
  isBroken: boolean;
  problem: string;
}

/** Facts about the settings that several rules use. */
interface Deployment {
  role: ProcessRole;
  /** True for a process of one role, which embeds no server. */
  isSingleRole: boolean;
  isProduction: boolean;
  hasOwnTemporal: boolean;
  hasOidc: boolean;
  isSet: (name: SettingName | (typeof TEMPORAL_SETTINGS)[number]) => boolean;
}

const KEY_HINT = '"openssl rand -base64 32" makes one';

/** Lists every missing or conflicting setting of a role, each with a hint. */
export function findMissingSettings(role: ProcessRole, env: NodeJS.ProcessEnv): string[] {
  const deployment = describeDeployment(role, env);
  return [
    ...listServerRules(deployment),
    ...listSignInRules(deployment, env),
    ...listCompanionRules(deployment),
    ...listKeyRules(deployment),
  ]
    .filter(({ isBroken }) => isBroken)
    .map(({ problem }) => problem);
}

function describeDeployment(role: ProcessRole, env: NodeJS.ProcessEnv): Deployment {
  const isSet: Deployment['isSet'] = (name) => Boolean(env[name]);
  return {
    role,
    isSingleRole: role === 'api' || role === 'worker',
    isProduction: env.NODE_ENV === 'production',
    hasOwnTemporal: TEMPORAL_SETTINGS.some(isSet),
    hasOidc: OIDC_SETTINGS.some(isSet),
    isSet,
  };
}

/** Rules for the servers that a process of one role cannot embed. */
const listServerRules = ({ role, isSingleRole, hasOwnTemporal, isSet }: Deployment): Rule[] => [
  {
    isBroken: isSingleRole && !hasOwnTemporal,
    problem: `TEMPORAL_ADDRESS is missing: the role ${role} needs a Temporal server, as in host:7233`,
  },
  {
    isBroken: (isSingleRole || role === 'migrate') && !isSet('DATABASE_URL'),
    problem: `DATABASE_URL is missing: the role ${role} needs a PostgreSQL, as in postgresql://user:password@host:5432/firstday`,
  },
  {
    isBroken: isSingleRole && !isSet('SMTP_URL'),
    problem: `SMTP_URL is missing: the role ${role} sends mail through it, as in smtp://user:password@host:587`,
  },
];

const listSignInRules = (
  { role, isProduction, hasOidc, isSet }: Deployment,
  { OIDC_ISSUER, MAIL_SIGN_IN }: NodeJS.ProcessEnv,
): Rule[] => [
  {
    isBroken: role === 'api' && !isSet('ADMIN_TOKEN'),
    problem: 'ADMIN_TOKEN is missing: it is the first administrator’s token; "openssl rand -hex 24" makes one',
  },
  ...OIDC_SETTINGS.map((name) => ({
    isBroken: hasOidc && !isSet(name),
    problem: `${name} is missing: sign-in with OpenID Connect takes ${OIDC_SETTINGS.join(', ')}; set all of them, or none`,
  })),
  {
    isBroken: !hasOidc && isSet('OIDC_GROUP_ROLES'),
    problem: 'OIDC_GROUP_ROLES has no effect without OIDC_ISSUER: set both, or leave it out',
  },
  {
    isBroken: !hasOidc && MAIL_SIGN_IN === 'off',
    problem: 'MAIL_SIGN_IN: must be on without OIDC_ISSUER, since no one could sign in',
  },
  {
    isBroken: hasOidc && isProduction && OIDC_ISSUER?.startsWith('http:') === true,
    problem: 'OIDC_ISSUER: must begin with https:// in production, since whoever answers there says who signs in',
  },
  {
    isBroken: isProduction && role !== 'servers' && role !== 'migrate' && !isSet('PUBLIC_URL'),
    problem: 'PUBLIC_URL is missing: links in mails begin with it, as in https://firstday.example.com',
  },
];

/** Rules for settings that have no effect, or a wrong one, without another setting. */
const listCompanionRules = ({ isProduction, hasOwnTemporal, isSet }: Deployment): Rule[] => [
  {
    isBroken: isSet('WORKER_BUILD_ID') && !hasOwnTemporal,
    problem:
      'WORKER_BUILD_ID is for workers of your own Temporal server (TEMPORAL_ADDRESS): leave it out; the embedded server’s are not versioned',
  },
  {
    isBroken: isSet('SMTP_URL') && !isSet('MAIL_FROM') && isProduction,
    problem: 'MAIL_FROM is missing: it is the sender of all mail, as in Firstday <onboarding@example.com>',
  },
];

const listKeyRules = ({ role, isSingleRole, isProduction, hasOwnTemporal, isSet }: Deployment): Rule[] => [
  {
    isBroken: isProduction && role !== 'migrate' && (isSingleRole || hasOwnTemporal) && !isSet('ENCRYPTION_KEYS'),
    problem: `ENCRYPTION_KEYS is missing: in production nothing readable is written to Temporal; set it to name:key, where ${KEY_HINT}`,
  },
  {
    isBroken: isSingleRole && !isProduction && !isSet('ENCRYPTION_KEYS') && !isSet('SEALING_KEY'),
    problem: `ENCRYPTION_KEYS (or, outside production, SEALING_KEY) is missing: API and worker must share it; ${KEY_HINT}`,
  },
];
