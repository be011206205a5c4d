import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasScreen } from '../../client/routes.tsx';

test('every address that a market serves the page for has a screen on it', () => {
  const pages = readFileSync(join(import.meta.dirname, '../../server/gateway/http/pages.ts'), 'utf8');
  const [, list = ''] = /export const screenPaths = \[(.*?)\];/s.exec(pages) ?? [];
  const paths = Array.from(list.matchAll(/'([^']+)'/g), ([, path]) => path!);
  expect(paths.length).toBeGreaterThan(20);
  const addresses = paths.map((path) => path.replace(/:\w+/, '0190a000-0000-7000-8000-000000000001'));
  expect(addresses.filter((address) => !hasScreen(address))).toEqual([]);
});
