import { cpSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** What the pages load is no code for the compiler: it is copied beside what it made of them. */
cpSync(join(ROOT, 'src/web/assets'), join(ROOT, 'dist/src/web/assets'), { recursive: true });
