import type { NextFunction, Request, Response } from 'express';
import { rawRoutes, routes } from '../../../../shared/contract/http.ts';
import { askerOf, type OriginRule } from '../../visitors/origin.ts';

const everyRoute = { ...routes, ...rawRoutes };

/**
 * Routes open to pages of `CORS_ORIGINS` with a visitor's cookies: those of a viewer. A route is closed to them until
 * it is listed here.
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
    'shipDates',
    'sold',
    'streamReturns',
    'streamQuestions',
    'publicProducer',
    'streamProducers',
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

/** @returns the methods open to a page of `CORS_ORIGINS` at a path */
function methodsAt(path: string): string[] {
  return open.filter((route) => route.path.test(path)).map(({ method }) => method);
}

/** True for a viewer's request from a page of `CORS_ORIGINS`. */
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
