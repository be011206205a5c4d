import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './sources.ts';

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const { license, version } = JSON.parse(read('package.json'));

interface Locked {
  license?: string;
  dev?: boolean;
}

/** Licences that ask for their notice to be kept and for nothing else. */
const NOTICE_ONLY = /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|BlueOak-1\.0\.0|Unlicense)$/;

test('the licence at the top is the one that package.json names', () => {
  expect(license).toBe('MIT');
  expect(read('LICENSE')).toMatch(/^MIT License\n/);
});

test('NOTICE names each package that is shipped and asks for more than its notice', () => {
  const notice = read('NOTICE');
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
  const asking = shipped
    .filter(([, { license }]) => license !== undefined && !NOTICE_ONLY.test(license))
    .map(([path]) => path.replace(/.*node_modules\//, ''));
  expect(asking.length).toBeGreaterThan(10);
  // The builds for each system stand under one name.
  const named = asking.map((name) => name.replace(/^(@img\/sharp(?:-libvips)?-).*/, '$1*'));
  expect([...new Set(named)].filter((name) => !notice.includes(name))).toEqual([]);
});

test('NOTICE names the typeface that every page brings, with its licence', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  const faces = Object.keys(devDependencies).filter((name) => name.startsWith('@fontsource'));
  expect(faces).toHaveLength(1);
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  expect(packages[`node_modules/${faces[0]}`]?.license).toBe('OFL-1.1');
  const words = read('NOTICE').replace(/\s+/g, ' ');
  expect(words).toMatch(new RegExp(`${faces[0]} SIL Open Font License 1\\.1`));
});

test('npm ci runs no script of any package, and no script of ours counts on npm to run it unasked', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const unasked = Object.keys(scripts).filter((name) => /^(?:pre|post)|^prepare$|^install$/.test(name));
  expect(unasked).toEqual([]);
});

test('the changelog tells of this version', () => {
  expect(read('docs/changelog.md')).toMatch(new RegExp(`^## \\[${version}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm'));
});

test('CI runs on the recommended Node what everybody else may run', () => {
  const workflow = read('.github/workflows/ci.yml');
  expect(workflow).toContain(`image: node:${read('.nvmrc').trim()}-trixie`);
  expect(workflow).toContain('run: .ci/run');
  expect(JSON.parse(read('.github/renovate.json')).minimumReleaseAge).toMatch(/^\d+ days$/);
});
