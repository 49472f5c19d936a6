/** Variables by which programs find files, libraries, users, languages, proxies and certificates. */
const PASSED_NAMES = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'JAVA_HOME',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
]);
/** `go install` and Maven need their own settings. */
const PASSED_PREFIXES = ['LC_', 'XDG_', 'GO', 'MAVEN_'];

/** Returns the part of our environment for the servers and tools that we start: no setting of ours, which may be a secret. */
export const pickChildEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => PASSED_NAMES.has(name.toUpperCase()) || PASSED_PREFIXES.some((prefix) => name.startsWith(prefix)),
    ),
  );
