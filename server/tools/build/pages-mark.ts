import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that the pages are made of: the documents of the API, which lie beside them, come from the server's sources. */
const SOURCES = [
  ...['client', 'shared', 'server', 'tests/run', 'vite.config.ts', 'tsconfig.base.json'],
  ...['package.json', 'package-lock.json', 'node_modules/.package-lock.json'],
];
const MADE = ['dist/web', 'dist/scene'];
/** In the folder that every build of the pages empties first: a build by somebody else leaves none. */
const MARK = 'dist/web/.made-of.json';
/** What a compiler notes for itself says nothing of what it made. */
const NOTES = /\.tsbuildinfo$/;

/** What pages were made of, and what they were when they were made: digests, in hexadecimal. */
interface Mark {
  sources: string;
  made: string;
}

/**
 * What the pages would be made of now: a digest of the contents of all sources, of the packages that are installed and of
 * the Node that runs.
 */
export function sourcesDigest(root: string): string {
  return digestOf(root, SOURCES, process.versions.node);
}

/** Whether the pages that lie there were made of these sources, and are still as they were made. */
export function arePagesCurrent(root: string): boolean {
  const mark = readMark(root);
  return mark !== null && mark.sources === sourcesDigest(root) && mark.made === digestOf(root, MADE, '');
}

/** Notes that the pages which lie there were made of these sources. */
export function markPages(root: string, sources: string): void {
  const mark: Mark = { sources, made: digestOf(root, MADE, '') };
  writeFileSync(join(root, MARK), JSON.stringify(mark));
}

/** Before a build: what it does not come to the end of is not current. */
export function unmarkPages(root: string): void {
  rmSync(join(root, MARK), { force: true });
}

function readMark(root: string): Mark | null {
  const file = join(root, MARK);
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Mark;
  } catch {
    // Half a mark, of a build that was ended while it wrote it.
    return null;
  }
}

function digestOf(root: string, places: readonly string[], first: string): string {
  const hash = createHash('sha256').update(first);
  const paths = places.flatMap((place) =>
    globSync([place, `${place}/**/*`], { cwd: root }).filter((path) => statSync(join(root, path)).isFile()),
  );
  for (const path of paths.sort()) {
    if (path === MARK || NOTES.test(path)) continue;
    const bytes = readFileSync(join(root, path));
    hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
