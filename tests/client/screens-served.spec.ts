import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasScreen } from '../../client/routes.tsx';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const [, list = ''] = /export const screenPaths = \[(.*?)\];/s.exec(
  read('server/gateway/http/pages/pages.ts'),
) ?? [''];
const paths = Array.from(list.matchAll(/'([^']+)'/g), ([, path]) => path!);

test('every address that a market serves the page for has a screen on it', () => {
  expect(paths.length).toBeGreaterThan(20);
  const addresses = paths.map((path) => path.replace(/:\w+/, '0190a000-0000-7000-8000-000000000001'));
  expect(addresses.filter((address) => !hasScreen(address))).toEqual([]);
});

test('every screen has the page under its address, as it is reloaded or sent to somebody', () => {
  const routes = ['client/routes.tsx', 'client/later-routes.tsx']
    .flatMap((path) => [...read(path).matchAll(/at\(\/(\^.*\$)\/,/g)])
    .map(([, pattern]) => new RegExp(pattern!));
  expect(routes.length).toBeGreaterThan(30);
  // These are served apart, each by what it shows.
  const apart = ['/overlay/:stream', '/embed/:stream', '/cart', '/orders/:orderId', '/p/:producerId'];
  const addresses = [...paths, ...apart].flatMap((path) =>
    ['potato-day', '0190a000-0000-7000-8000-000000000001', 'shop'].map((name) => path.replace(/:\w+/, name)),
  );
  expect(routes.filter((route) => !addresses.some((address) => route.test(address)))).toEqual([]);
});

test('[O7] an order has a page under what it is called, as under its id', () => {
  for (const called of ['12-1085', '1085']) expect(hasScreen(`/orders/${called}`), called).toBe(true);
  for (const not of ['0-1085', '012-1085', '12-', 'A-1085', '12-1085-1']) {
    expect(hasScreen(`/orders/${not}`), not).toBe(false);
  }
});
