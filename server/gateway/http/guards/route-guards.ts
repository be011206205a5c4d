import { rawRoutes } from '../../../../shared/contract/http.ts';

/**
 * The guard of a route outside the JSON contract. `role`: of the session, judged before the body is read. `stream-key`:
 * the secret from the console. `signature`: of the payment provider. `metrics-token`: the setting, or a local program.
 * `unguessable`: a random id in the address. `anyone`: public.
 */
export type Guard = 'role' | 'stream-key' | 'signature' | 'metrics-token' | 'unguessable' | 'anyone';

/** The guard of every raw route of the API. A new route without one does not compile. */
export const rawRouteGuards = {
  sandboxWebhook: 'signature',
  keepClaimPhoto: 'anyone',
  deliveries: 'role',
  channelOrders: 'role',
  labels: 'role',
  slips: 'role',
  previewImport: 'role',
  takeImport: 'role',
  uploadPicture: 'role',
  hls: 'anyone',
  hlsSegment: 'anyone',
  still: 'anyone',
  replayPlaylist: 'anyone',
  replaySegment: 'anyone',
  whip: 'stream-key',
  whipChange: 'unguessable',
  whipEnd: 'unguessable',
  whep: 'anyone',
  whepChange: 'unguessable',
  whepEnd: 'unguessable',
  export: 'role',
  salesCsv: 'role',
  statementCsv: 'role',
  officeOrdersCsv: 'role',
  officeOrdersParquet: 'role',
  ordersDictionary: 'role',
  streamActivityCsv: 'role',
  officeActivityCsv: 'role',
  securityCsv: 'role',
  statementPdf: 'role',
} as const satisfies { [Name in keyof typeof rawRoutes]: Guard };

/** Raw routes that are for staff. */
export type StaffRawRoute = {
  [Name in keyof typeof rawRouteGuards]: (typeof rawRouteGuards)[Name] extends 'role' ? Name : never;
}[keyof typeof rawRouteGuards];

/** A route of Express that is not in the contract. */
export interface OtherRoute {
  method: 'GET' | 'POST' | 'OPTIONS';
  path: string;
  guard: Exclude<Guard, 'role'>;
}

const API = '/api/v1';

/** All such routes, besides the addresses of screens, which show the one public page. */
export const otherRoutes: readonly OtherRoute[] = [
  { method: 'OPTIONS', path: API + rawRoutes.whip.path, guard: 'anyone' },
  { method: 'OPTIONS', path: API + rawRoutes.whep.path, guard: 'anyone' },
  { method: 'GET', path: '/healthz', guard: 'anyone' },
  { method: 'GET', path: '/readyz', guard: 'anyone' },
  { method: 'GET', path: '/metrics', guard: 'metrics-token' },
  { method: 'GET', path: '/pay/style.css', guard: 'anyone' },
  { method: 'GET', path: '/pay/page.js', guard: 'anyone' },
  { method: 'GET', path: '/pay/:orderId', guard: 'unguessable' },
  { method: 'POST', path: '/pay/:orderId', guard: 'unguessable' },
  { method: 'GET', path: '/openapi.json', guard: 'anyone' },
  { method: 'GET', path: '/asyncapi.json', guard: 'anyone' },
  { method: 'GET', path: '/api/docs', guard: 'anyone' },
  { method: 'GET', path: '/api/docs/start.js', guard: 'anyone' },
  { method: 'GET', path: '/api/docs/swagger-ui.css', guard: 'anyone' },
  { method: 'GET', path: '/api/docs/swagger-ui-bundle.js', guard: 'anyone' },
  { method: 'GET', path: '/pictures/small/:file', guard: 'anyone' },
  { method: 'GET', path: '/pictures/cover/:file', guard: 'anyone' },
  { method: 'GET', path: '/pictures/wide/:file', guard: 'anyone' },
  { method: 'GET', path: '/pictures/tall/:file', guard: 'anyone' },
  { method: 'GET', path: '/s/:slug.ics', guard: 'anyone' },
];
