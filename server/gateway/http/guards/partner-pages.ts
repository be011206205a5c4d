import type { NextFunction, Request, Response } from 'express';
import { rawRoutes, routes } from '../../../../shared/contract/http.ts';
import { askerOf, type OriginRule } from '../../origin.ts';

const everyRoute = { ...routes, ...rawRoutes };

/**
 * What a page of `CORS_ORIGINS` may read and write with a visitor's cookies: what a viewer does, and no more. A route
 * is closed to such pages until it stands here.
 */
const viewersRoutes = [
  ...[
    'me',
    'guest',
    'saveAddress',
    'deviceCode',
    'mergeDevice',
    'myOrders',
    'myParcels',
    'myOrder',
    'openClaim',
  ],
  ...[
    'streams',
    'aboutGood',
    'replay',
    'board',
    'outsideFacts',
    'hls',
    'hlsSegment',
    'still',
    'replayPlaylist',
  ],
  ...['replaySegment', 'whep', 'whepChange', 'whepEnd'],
] as const satisfies readonly (keyof typeof everyRoute)[];

const open = viewersRoutes.map((name) => {
  const { method, path } = everyRoute[name];
  const pattern = path.replaceAll('.', '\\.').replace(/:[a-zA-Z]+/g, '[^/]+');
  return { method, path: new RegExp(`^/api/v1${pattern}$`) };
});

/** @returns the methods that a page of `CORS_ORIGINS` may use at a path, none where it has no business */
function methodsAt(path: string): string[] {
  return open.filter((route) => route.path.test(path)).map(({ method }) => method);
}

/** True iff the request is of a page of `CORS_ORIGINS`, and a viewer's. */
export function isOfPartner(rule: OriginRule, { method, path, headers }: Request): boolean {
  return askerOf(rule, headers) === 'partner' && methodsAt(path).includes(method);
}

/** Lets pages of `CORS_ORIGINS` read the answers of viewers' routes, with credentials. */
export function partnerPages(rule: OriginRule) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS';
    const methods = origin && askerOf(rule, request.headers) === 'partner' ? methodsAt(request.path) : [];
    if (!origin || !(isPreflight ? methods.length > 0 : methods.includes(request.method))) {
      next();
      return;
    }
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    response.vary('Origin');
    if (!isPreflight) {
      next();
      return;
    }
    response.set({
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'Content-Type, Authorization, If-Match',
    });
    response.sendStatus(204);
  };
}
