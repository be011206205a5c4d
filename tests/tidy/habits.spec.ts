import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sources } from './sources.ts';

const findings = (folders: string[], pattern: RegExp, allowed: RegExp = /^$/) =>
  sources(...folders).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      return pattern.test(line) && !allowed.test(`${path}:${line}`)
        ? [`${path}:${index + 1}: ${line.trim()}`]
        : [];
    }),
  );

test('the rules know no clock, no chance and no world outside', () => {
  const impure =
    /\b(?:Date\.|new Date|Math\.random|performance\.|process\.|setTimeout|setInterval|await|crypto|from 'node:)/;
  expect(findings(['server/domain', 'shared'], impure)).toEqual([]);
});

test('no text is put together for the database out of values', () => {
  const built = /\b(?:prepare|exec|run)\(\s*`[^`]*\$\{(?!marks|table|columns|text|name)/;
  expect(findings(['server/adapters/sql'], built)).toEqual([]);
});

test('no page sets raw HTML, no source switches a check off', () => {
  expect(findings(['client'], /dangerouslySetInnerHTML|innerHTML\s*=/)).toEqual([]);
  expect(
    findings(['server', 'client', 'shared'], /@ts-ignore|@ts-expect-error|@ts-nocheck|\bas any\b/),
  ).toEqual([]);
});

test('no suite is left out by hand', () => {
  const skipped = new RegExp(`\\.(?:${'skip'}|${'only'}|${'todo'})\\(`);
  expect(findings(['tests'], skipped)).toEqual([]);
});

test('every variable of the configuration stands in .env.example, and no other', async () => {
  const { variableNames } = await import('../../server/config.ts');
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const named = [...example.matchAll(/^#?\s*([A-Z][A-Z_]+)=/gm)].map((match) => match[1]!);
  expect(named.sort()).toEqual([...variableNames].sort());
});

test('every npm command that the README and the docs name exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const texts = ['README.md', 'docs/architecture.md']
    .map((name) => readFileSync(join(root, name), 'utf8'))
    .join('\n');
  const named = [...texts.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map((match) => match[1]!);
  const builtIn = new Set(['ci', 'install']);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !builtIn.has(name) && !scripts[name])).toEqual([]);
});

test('the first links of the README lead somewhere', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const local = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
  expect(local.length).toBeGreaterThan(2);
  expect(local.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
