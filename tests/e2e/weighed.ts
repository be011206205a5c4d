import { basename } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** As a browser gets it over plain HTTP, and over https. */
const packed = { gzip: gzipSync, brotli: brotliCompressSync };

/** Reads what a page asks for from now on; the call it gives sums it up, by ending, in kB. */
export function weighed(page: Page): (ending: '.js' | '.css', by?: keyof typeof packed) => Promise<number> {
  const files = new Map<string, Buffer>();
  const reading: Promise<unknown>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!response.ok() || !/\.(js|css)$/.test(pathname)) return;
    reading.push(response.body().then((body) => void files.set(basename(pathname), body)));
  });
  return async (ending, by = 'gzip') => {
    await Promise.all(reading);
    const ofKind = [...files].filter(([name]) => name.endsWith(ending));
    expect(ofKind.length).toBeGreaterThan(0);
    return ofKind.reduce((sum, [, body]) => sum + packed[by](body).length / 1_000, 0);
  };
}
