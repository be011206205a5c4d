import express, { type Request, type Response, type Router } from 'express';
import { rawRoutes } from '../../../shared/contract/http.ts';
import { deliverBy, MAX_DELIVERIES_BYTES, takeDeliveries } from '../../features/parcel/deliveries.ts';
import type { GatewayDeps } from '../deps.ts';
import { answerRefusal } from './answer.ts';
import { judge } from './serve-routes.ts';
import type { Visitor } from './visitor.ts';

/** Papers of the desk: a table of deliveries up. */
export function serveDeskPapers(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const { deliveries } = rawRoutes;
  const raw = express.raw({ type: () => true, limit: MAX_DELIVERIES_BYTES });

  router.post(deliveries.path, async (request, response, next) => {
    const staff = await judge(deliveries, deps.visitorOf(request, response));
    if (!staff.ok) return answerRefusal(response, staff.refusal);
    raw(request, response, next);
  });
  router.post(deliveries.path, async (request, response) => {
    const staff = await judge(deliveries, deps.visitorOf(request, response));
    if (!staff.ok || !staff.value) return answerRefusal(response, { code: 'FORBIDDEN' });
    const bytes = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
    const deliver = deliverBy(deps.features, deps, staff.value.actor);
    response.set('Cache-Control', 'no-store').json(await takeDeliveries(deps, deliver, bytes));
  });
}
