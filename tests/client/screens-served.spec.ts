import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasScreen } from '../../client/routes.tsx';

test('every address that a market serves the page for has a screen on it', () => {
  const pages = readFileSync(join(import.meta.dirname, '../../server/gateway/http/pages/pages.ts'), 'utf8');
  const [, list = ''] = /export const screenPaths = \[(.*?)\];/s.exec(pages) ?? [];
  const paths = Array.from(list.matchAll(/'([^']+)'/g), ([, path]) => path!);
  expect(paths.length).toBeGreaterThan(20);
  const addresses = paths.map((path) => path.replace(/:\w+/, '0190a000-0000-7000-8000-000000000001'));
  expect(addresses.filter((address) => !hasScreen(address))).toEqual([]);
});

test('[O7] an order has a page under what it is called, as under its id', () => {
  for (const called of ['12-1085', '1085']) expect(hasScreen(`/orders/${called}`), called).toBe(true);
  for (const not of ['0-1085', '012-1085', '12-', 'A-1085', '12-1085-1']) {
    expect(hasScreen(`/orders/${not}`), not).toBe(false);
  }
});
