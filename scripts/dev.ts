import { type ChildProcess, spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { watch } from 'chokidar';

const ROOT = join(__dirname, '..');
const SOURCES = ['src', 'locales', 'workflows', 'plans', 'activities'];
/** True for swap files and backups. */
const isEditorFile = (path: string): boolean => /^\.|~$/.test(basename(path));
/** Saving several files at once, or checking out a branch, causes a single restart. */
const DEBOUNCE_MS = 300;

let platform: ChildProcess | undefined;
let isRestarting = false;
let isStopping = false;

/**
 * `npm run dev`: restarts the platform when a source changes, after it has stopped its servers. `tsx watch` would leave
 * the servers running: it kills after five seconds, and at the second Ctrl-C that npm sends.
 */
function runDevPlatform(): void {
  let debounceTimer: NodeJS.Timeout | undefined;
  const sources = watch(SOURCES, { cwd: ROOT, ignored: isEditorFile, ignoreInitial: true });
  sources.on('all', (_event, file) => {
    clearTimeout(debounceTimer);
    debounceTimer = setTimeout(() => restartPlatform(file), DEBOUNCE_MS);
  });
  sources.on('ready', startPlatform);
  process.on('SIGINT', stopPlatform);
  process.on('SIGTERM', stopPlatform);
}

function startPlatform(): void {
  const args = ['--import', 'tsx', join(ROOT, 'src/app/main.ts'), ...process.argv.slice(2)];
  platform = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  platform.on('exit', (code) => {
    platform = undefined;
    if (isStopping) process.exit(code ?? 1);
    if (isRestarting) startPlatform();
    else console.log('\nThe platform has ended. It starts again when a source changes.');
    isRestarting = false;
  });
}

function restartPlatform(file: string): void {
  if (isStopping || isRestarting) return;
  console.log(`\n${file} has changed.`);
  if (!platform) return startPlatform();
  isRestarting = true;
  platform.kill('SIGTERM');
}

/** Forwards every signal: the second one makes the platform stop at once. */
function stopPlatform(signal: NodeJS.Signals): void {
  isStopping = true;
  if (!platform) process.exit(0);
  platform.kill(signal);
}

runDevPlatform();
