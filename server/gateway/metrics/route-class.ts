import type { IncomingMessage } from 'node:http';

/** The classes of HTTP routes, a bounded set of labels: no path that a client types becomes one. */
export const ROUTE_CLASSES = [
  'health',
  'page',
  'asset',
  'picture',
  'video',
  'export',
  'payment',
  'docs',
  'api',
  'other',
] as const;
export type RouteClass = (typeof ROUTE_CLASSES)[number];

/** Patterns, of which the first match counts. `other` has non-GET requests outside the API. */
const CLASSES: readonly (readonly [RouteClass, RegExp])[] = [
  ['health', /^\/(?:healthz|readyz|metrics)$/],
  ['docs', /^\/(?:api\/docs(?:\/.*)?|openapi\.json|asyncapi\.json)$/],
  ['payment', /^\/(?:pay|api\/v1\/payments)\//],
  ['video', /^\/api\/v1\/streams\/[^/]*\/(?:whip|whep|hls|replay\/)/],
  [
    'export',
    /^\/api\/v1\/.*\.(?:csv|pdf|parquet)$|^\/api\/v1\/(?:insights\/[^/]*\/export|packing\/[^/]*\/orders)\//,
  ],
  ['api', /^\/api(?:\/|$)/],
  ['picture', /^\/pictures\//],
  ['asset', /^\/assets\/|\.[a-z0-9]{1,8}$/i],
  ['page', /^\//],
];
/** Bound of a path; no path of ours is longer. */
const MAX_PATH = 300;

/** The class of a request, by which its duration is counted. */
export function routeClassOf({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): RouteClass {
  const [path = ''] = url.split('?', 1);
  if (path.length > MAX_PATH) return 'other';
  const found = CLASSES.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
  const isRead = method === 'GET' || method === 'HEAD';
  return found === 'page' && !isRead ? 'other' : found;
}
