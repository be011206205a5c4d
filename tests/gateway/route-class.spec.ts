import { expect, test } from 'vitest';
import { ROUTE_CLASSES, type RouteClass, routeClassOf } from '../../server/gateway/metrics/route-class.ts';
import { routes } from '../../shared/contract/http.ts';

const classOf = (url: string, method = 'GET') => routeClassOf({ method, url });

test.each<[url: string, route: RouteClass]>([
  ['/healthz', 'health'],
  ['/readyz?verbose', 'health'],
  ['/metrics', 'health'],
  ['/', 'page'],
  ['/s/potato-day-7f3a', 'page'],
  ['/admin/health', 'page'],
  ['/assets/index-BfUcPZ.js', 'asset'],
  ['/mark.svg', 'asset'],
  ['/pictures/small/abc.webp', 'picture'],
  ['/api/v1/streams', 'api'],
  ['/api/v1/me/addresses', 'api'],
  ['/api/v1/streams/potato-day/replay', 'api'],
  ['/api/v1/streams/potato-day/hls/live.m3u8', 'video'],
  ['/api/v1/streams/potato-day/replay/12-000001.ts', 'video'],
  ['/api/v1/streams/potato-day/whip', 'video'],
  ['/api/v1/packing/potato-day/labels.pdf', 'export'],
  ['/api/v1/insights/potato-day/export/channels.csv', 'export'],
  ['/pay/0190a000', 'payment'],
  ['/api/v1/payments/sandbox/webhook', 'payment'],
  ['/api/docs/start.js', 'docs'],
  ['/openapi.json', 'docs'],
])('%s counts as %s', (url, route) => {
  expect(classOf(url)).toBe(route);
});

test('whatever a stranger asks for has one of the classes', () => {
  const odd = [
    '',
    '*',
    '//',
    '/%2e%2e/etc/passwd',
    `/${'a'.repeat(5_000)}`,
    '/api/v2/x',
    'http://evil/x',
    '/..%00',
  ];
  for (const url of odd)
    for (const method of ['GET', 'PROPFIND']) {
      expect(ROUTE_CLASSES, url).toContain(classOf(url, method));
    }
  expect(classOf('/s/potato-day', 'POST')).toBe('other');
  expect(classOf(`/${'a'.repeat(5_000)}`)).toBe('other');
});

test('no JSON route of the contract counts as a page or a file', () => {
  const off = Object.values(routes)
    .map(({ path }) => path.replace(/:\w+/g, 'x'))
    .filter((path) => !['api', 'payment', 'video', 'export'].includes(classOf(`/api/v1${path}`)));
  expect(off).toEqual([]);
});
