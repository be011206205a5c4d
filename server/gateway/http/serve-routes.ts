import type { Request, Response, Router } from 'express';
import {
  type Route,
  type RouteBody,
  type RouteName,
  type RouteParams,
  type RouteQuery,
  type RouteReply,
  routes,
} from '../../../shared/contract/http.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import { ok, type Result } from '../../../shared/values/result.ts';
import { parse } from '../faults/parse.ts';
import type { SignedIn } from '../visitors/staff-sessions.ts';
import { answerRefusal } from './answer.ts';
import { judgeRole, noteRefused } from './guards/judge-role.ts';
import type { Visitor } from './visitor.ts';

/** One parsed and judged request, the argument of a handler. */
export interface Call<N extends RouteName> {
  body: RouteBody<N>;
  params: RouteParams<N>;
  query: RouteQuery<N>;
  visitor: Visitor;
  /** Set only if the route is for staff. */
  staff: SignedIn | null;
  /** The token of `Authorization: Bearer …`, for routes that use it. */
  bearer: string | null;
  /** The key of the request's limits (client-address.ts). */
  address: string;
}

export type Handler<N extends RouteName> = (call: Call<N>) => Promise<Result<RouteReply<N>, Refusal>>;
export type Handlers = { [N in RouteName]: Handler<N> };

/** Adds every route of the contract: role, request and reply by its schema. */
export function serveRoutes(
  router: Router,
  handlers: Handlers,
  deps: {
    visitorOf: (request: Request, response: Response) => Visitor;
    addressOf: (request: Request) => string;
  },
): void {
  for (const name of Object.keys(routes) as RouteName[])
    serveRoute(router, name, handlers[name] as never, deps);
}

function serveRoute<N extends RouteName>(
  router: Router,
  name: N,
  handler: Handler<N>,
  deps: Parameters<typeof serveRoutes>[2],
): void {
  const route: Route = routes[name];
  const method = route.method.toLowerCase() as 'get' | 'post' | 'delete';
  router[method](route.path, async (request: Request, response: Response) => {
    const visitor = deps.visitorOf(request, response);
    const staff = await judgeRole(route, visitor);
    if (!staff.ok) return answerRefusal(response, staff.refusal);
    const body = route.body ? parse(route.body, request.body) : ok(undefined);
    if (!body.ok) return answerRefusal(response, body.refusal);
    const params = route.params ? parse(route.params, { ...request.params }) : ok(undefined);
    // Invalid path parameters name nothing.
    if (!params.ok) return answerRefusal(response, { code: 'NOT_FOUND' });
    const query = route.query ? parse(route.query, numbersOf(request.query)) : ok(undefined);
    if (!query.ok) return answerRefusal(response, query.refusal);
    const answer = await handler({
      body: body.value as RouteBody<N>,
      params: params.value as RouteParams<N>,
      query: query.value as RouteQuery<N>,
      visitor,
      staff: staff.value,
      bearer: bearerOf(request),
      address: deps.addressOf(request),
    });
    if (!answer.ok) {
      if (answer.refusal.code === 'FORBIDDEN') {
        noteRefused(visitor, route, (staff.value ?? (await visitor.staff()))?.actor);
      }
      return answerRefusal(response, answer.refusal);
    }
    // The reply is parsed as well, so that no field outside the contract leaves.
    const reply = route.reply.safeParse(answer.value);
    if (!reply.success)
      throw new Error(
        `The answer of ${name} is not in the agreed form: ${reply.error.issues[0]?.path.join('.')}`,
      );
    response.set('Cache-Control', 'no-store').json(reply.data);
  });
}

const MAX_BEARER = 200;

function bearerOf(request: Request): string | null {
  const token = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  return token !== undefined && token.length <= MAX_BEARER ? token : null;
}

/** Query fields that are numbers. */
const NUMBERS = new Set([
  'limit',
  'atMs',
  'seq',
  'after',
  'before',
  'chatBefore',
  'sinceMs',
  'untilMs',
  'item',
  'shownSeq',
  'minuteMs',
  'toMinuteMs',
  'priceMinor',
  'units',
  'weekday',
  'weekStart',
  'minutes',
  'amountMinor',
]);

/** A query's values, before they are parsed; whole numbers among the numeric fields are converted. */
export function numbersOf(query: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      NUMBERS.has(name) && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
    ]),
  );
}
