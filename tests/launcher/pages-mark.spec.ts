import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  arePagesCurrent,
  markPages,
  sourcesDigest,
  unmarkPages,
} from '../../server/tools/build/pages-mark.ts';

let root: string;
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const isCurrent = () => arePagesCurrent(root);
/** As a build does it, which makes two pages and their packed forms. */
const build = () => {
  const sources = sourcesDigest(root);
  unmarkPages(root);
  put('dist/web/index.html', '<p>');
  put('dist/web/assets/page.js', '1');
  put('dist/scene/main.js', '2');
  markPages(root, sources);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fairday-pages-'));
  put('client/main.tsx', 'a');
  put('shared/protocol.ts', 'b');
  put('package-lock.json', '{}');
  put('node_modules/.package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('pages are current after their build, and however often it is asked', () => {
  expect(isCurrent()).toBe(false);
  build();
  expect(isCurrent()).toBe(true);
  // The contents count: what was written anew and is the same makes no difference.
  put('client/main.tsx', 'a');
  expect(isCurrent()).toBe(true);
});

test.each([
  ['a source says something else', () => put('client/main.tsx', 'b')],
  ['a source of the same length, with the same time', () => put('shared/protocol.ts', 'c')],
  ['there is a new source', () => put('client/other.ts', '')],
  ['a source is gone', () => rmSync(join(root, 'shared/protocol.ts'))],
  ['a source has another name', () => renameSync(join(root, 'client/main.tsx'), join(root, 'client/b.tsx'))],
  ['other packages are named', () => put('package-lock.json', '{ }')],
  ['other packages are installed', () => put('node_modules/.package-lock.json', '{ }')],
  ['a page is gone', () => rmSync(join(root, 'dist/web/assets/page.js'))],
  ['a page is another one', () => put('dist/web/index.html', '<b>')],
  ['the scene is gone', () => rmSync(join(root, 'dist/scene'), { recursive: true })],
  ['a build emptied the folder and did not come to its end', () => unmarkPages(root)],
  ['half a mark was written', () => put('dist/web/.made-of.json', '{"sources":')],
])('pages are not current when %s', (_why, happens) => {
  build();
  happens();
  expect(isCurrent()).toBe(false);
  build();
  expect(isCurrent()).toBe(true);
});

test('another Node builds anew', () => {
  build();
  const { node } = process.versions;
  Object.defineProperty(process.versions, 'node', { value: '99.0.0' });
  try {
    expect(isCurrent()).toBe(false);
  } finally {
    Object.defineProperty(process.versions, 'node', { value: node });
  }
});
