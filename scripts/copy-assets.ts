import { cpSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The compiler ignores the static assets of pages, so they are copied beside its output. */
cpSync(join(ROOT, 'src/web/assets'), join(ROOT, 'dist/src/web/assets'), { recursive: true });
