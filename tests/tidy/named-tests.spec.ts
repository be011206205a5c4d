import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, type Source, sources } from './sources.ts';

/** A place in the docs that names a test: `engine/keys` [I2] [I3], `crash/kill-points-*` [C03], `bus/` [C21]. */
const NAMED = /`([a-z0-9]+\/[\w*/-]*)`((?:[ ,]*\[[A-Z]+\d+\])*)/g;

/** What a title begins with: `'[I2] [I3] the same key…'`, `'[INV1]–[INV15] hold…'`. */
const TITLE = /['"`]((?:\[[A-Z]+\d+(?:[,–\s]+[A-Z]*\d+)*\][–\s]*)+)/g;
const BREAKS = /\bbreaks: '([^']*\d)'/g;
const ID = /\b[A-Z]+\d+\b/g;

const all = sources('tests');
const folders = new Set(all.map(({ path }) => path.split('/')[1]!));

test('every test that the docs name exists, under the id that they name', () => {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  let named = 0;
  const astray = pages.flatMap((page) => {
    const text = readFileSync(join(root, 'docs', page), 'utf8');
    const places = [...text.matchAll(NAMED)].filter(([, place]) => isTest(place!));
    named += places.length;
    return places.flatMap(([, place, ids]) =>
      missingIn(place!, ids!).map((what) => `docs/${page}: ${place} ${what}`),
    );
  });
  expect(named).toBeGreaterThan(100);
  expect(astray).toEqual([]);
});

test('every id in brackets of a title, and of what a planted bug breaks, stands in a document', () => {
  // Where a page points to a test, the id is the test's, and says nothing of what it means.
  const docs = sourcesOfDocs().join('\n').replaceAll(NAMED, '');
  const known = new Set(docs.match(ID));
  const used = all.flatMap(({ path, text }) =>
    [...text.matchAll(TITLE), ...text.matchAll(BREAKS)].flatMap(([, ids]) =>
      ids!.match(ID)!.map((id) => ({ id, path })),
    ),
  );
  expect(new Set(used.map(({ id }) => id)).size).toBeGreaterThan(200);
  expect(used.filter(({ id }) => !known.has(id))).toEqual([]);
});

test('an id of a fault, an input or an invariant has one row', () => {
  const rows = sourcesOfDocs().flatMap((page) =>
    [...page.matchAll(/^\| ((?:C|X|INV)\d+) +\|/gm)].map(([, id]) => id),
  );
  expect(rows.length).toBeGreaterThan(150);
  expect(rows.filter((id, at) => rows.indexOf(id) !== at)).toEqual([]);
});

/** The page's own folders have the names that their tests have. */
function isTest(place: string): boolean {
  return folders.has(place.split('/')[0]!) && !existsSync(join(root, place));
}

/** Every page, those of folders in docs/ too. */
function sourcesOfDocs(): string[] {
  return readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(root, 'docs', name), 'utf8'));
}

function missingIn(place: string, ids: string): string[] {
  const files = filesOf(place);
  if (files.length === 0) return ['is not there'];
  const text = [...files, ...files.flatMap(suitesOf)].map((source) => source.text).join('\n');
  return [...ids.matchAll(/[A-Z]+\d+/g)]
    .map(([id]) => id)
    .filter((id) => !new RegExp(`\\[[^\\]]*\\b${id}\\b`).test(text));
}

function filesOf(place: string): Source[] {
  const pattern = place.endsWith('/') ? `${place}.+` : `${place}(?:\\.spec)?`;
  const path = new RegExp(`^tests/${pattern.replaceAll('*', '[\\w-]*')}(?:\\.tsx?)$`);
  return all.filter((source) => path.test(source.path));
}

/** What several spec files share stands in a suite of its own. */
function suitesOf({ imports }: Source): Source[] {
  return all.filter(({ path }) => path.endsWith('-suite.ts') && imports.includes(path));
}
