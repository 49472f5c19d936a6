import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RequestHandler, Router } from 'express';

const ASSETS_DIRECTORY = path.join(__dirname, '../assets');
const IMMUTABLE_CACHE_CONTROL = 'public, max-age=31536000, immutable';
const MEDIA_TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

const FILES = {
  'pico.css': require.resolve('@picocss/pico/css/pico.min.css'),
  'htmx.js': require.resolve('htmx.org/dist/htmx.min.js'),
  'sse.js': require.resolve('htmx-ext-sse/dist/sse.min.js'),
  'app.css': path.join(ASSETS_DIRECTORY, 'app.css'),
  'app.js': path.join(ASSETS_DIRECTORY, 'app.js'),
  'icon.svg': path.join(ASSETS_DIRECTORY, 'icon.svg'),
} as const;
export type AssetName = keyof typeof FILES;

export interface Assets {
  /** URL with a content hash, so that browsers may cache the file for ever. */
  getUrl: (name: AssetName) => string;
  router: Router;
}

/** Reads all files into memory. */
export function loadAssets(): Assets {
  const urls = new Map<string, string>();
  const router = Router();
  for (const [name, file] of Object.entries(FILES)) {
    const content = readFileSync(file);
    const version = createHash('sha256').update(content).digest('hex').slice(0, 12);
    urls.set(name, `/assets/${version}/${name}`);
    router.get(
      `/assets/${version}/${name}`,
      serveAsset(content, MEDIA_TYPES[path.extname(name)] ?? 'application/octet-stream'),
    );
  }
  return { getUrl: (name) => urls.get(name) ?? '', router };
}

const serveAsset =
  (content: Buffer, type: string): RequestHandler =>
  (_request, response) => {
    response.locals.route = 'GET /assets';
    response.set({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': IMMUTABLE_CACHE_CONTROL }).send(content);
  };
