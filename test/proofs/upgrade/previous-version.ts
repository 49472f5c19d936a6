import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');
const MIGRATIONS = 'src/database/migrations';
const RELEASE_TAGS = 'v[0-9]*';

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim();

/** Returns undefined where Git has no answer: no repository, no such commit, or a history that is cut off. */
function tryGit(...args: string[]): string | undefined {
  try {
    return git(...args) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds the version from which people upgrade: the last release before this commit. Until there is one, the last commit
 * before the schema changed, since the first migration is edited in place until then.
 */
export function findPreviousVersion(): { commit: string } | { missing: string } {
  if (tryGit('rev-parse', '--is-inside-work-tree') !== 'true') return { missing: 'this is no Git repository' };
  const release = tryGit('describe', '--tags', '--abbrev=0', `--match=${RELEASE_TAGS}`, 'HEAD~1');
  if (release !== undefined) return requireSameDependencies(release);
  if (tryGit('rev-parse', '--is-shallow-repository') === 'true')
    return { missing: 'the history is cut off: fetch it with "git fetch --unshallow"' };
  const schemaChange = tryGit('log', '-1', '--format=%H', '--', MIGRATIONS);
  const commit = schemaChange && tryGit('rev-parse', '--verify', '--quiet', `${schemaChange}~1`);
  return commit === undefined ? { missing: 'the schema never changed' } : requireSameDependencies(commit);
}

/** The old version runs with the packages that are installed. */
function requireSameDependencies(commit: string): { commit: string } | { missing: string } {
  const lockfiles = [`${commit}:package-lock.json`, 'HEAD:package-lock.json'].map((file) => tryGit('rev-parse', file));
  return lockfiles[0] === lockfiles[1] ? { commit } : { missing: `${commit} needs other packages than this version` };
}

/** Writes the files of the commit to the folder, with the installed packages. */
export function checkOut(commit: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { cwd: ROOT, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
}
