import type { Application, StaffActor } from '../../server/application/application.ts';
import type { ApplicationDeps } from '../../server/application/deps.ts';
import { deliverBy, takeDeliveries } from '../../server/application/parcel/deliveries.ts';
import type { SettlementAdmin } from '../../server/application/payout/payouts.ts';
import { accountRoutes } from '../../server/gateway/http/account/account-routes.ts';
import { productRoutes } from '../../server/gateway/http/catalogue/product-routes.ts';
import type { HttpDeps } from '../../server/gateway/http/http-app.ts';
import { officeRoutes } from '../../server/gateway/http/office/office-routes.ts';
import { webhookRoutes } from '../../server/gateway/http/office/webhook-routes.ts';
import { orderNotesRoutes } from '../../server/gateway/http/orders/order-notes-routes.ts';
import { orderRefundRoutes } from '../../server/gateway/http/orders/order-refund-routes.ts';
import { packingRoutes } from '../../server/gateway/http/packing/packing-routes.ts';
import { producerRoutes } from '../../server/gateway/http/producers/producer-routes.ts';
import type { Handlers } from '../../server/gateway/http/serve-routes.ts';
import { settlementRoutes } from '../../server/gateway/http/settlement/settlement-routes.ts';
import { shippingRoutes } from '../../server/gateway/http/streams/shipping-routes.ts';
import { streamRoutes } from '../../server/gateway/http/streams/stream-routes.ts';
import type { Visitor } from '../../server/gateway/http/visitor.ts';
import { openGuests } from '../../server/gateway/visitors/guests.ts';
import { openStaffSessions, type SignedIn } from '../../server/gateway/visitors/staff-sessions.ts';
import type { Clock } from '../../server/lib/clock.ts';
import type { AttemptLimiter } from '../../server/ports/attempt-limiter.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import type { WebhookAdmin } from '../../server/subscribers/webhooks/admin.ts';
import type { RouteBody, RouteName, RouteParams, RouteQuery } from '../../shared/contract/http.ts';
import { ok } from '../../shared/values/result.ts';

/** Who asks over HTTP: the device of a guest, or a member of staff who is signed in. */
export type Asker = { guestId: string } | StaffActor;

export interface Asked<N extends RouteName> {
  body?: RouteBody<N>;
  params?: RouteParams<N>;
  query?: RouteQuery<N>;
}

/** What comes in over HTTP, once it has been parsed and judged. */
export interface FrontDoor {
  ask<N extends RouteName>(route: N, by: Asker, asked: Asked<N>, receivedAtMs: number): Promise<unknown>;
  /** The desk's list of deliveries, as CSV. */
  takeDeliveries(by: StaffActor, csv: string, receivedAtMs: number): Promise<unknown>;
  /** A photo for a claim, as it is once it has been unpacked and made anew. */
  keepClaimPhoto(by: Asker, orderId: string, photo: Uint8Array): Promise<unknown>;
}

/** Nobody tries too often here. */
const noLimits: AttemptLimiter = {
  count: async () => 0,
  take: async () => ({ waitMs: 0, isFirst: true }),
  uncount: async () => {},
  waitMs: async () => 0,
  forget: async () => {},
};

const buckets = { own: noLimits.take, shared: async () => 0 };

/** What these answer is read when they are done, as GET reads it: it may show what others did meanwhile. */
const readsAfterwards: ReadonlySet<RouteName> = new Set([
  'addNote',
  'deleteNote',
  'setRole',
  'nameMember',
  'switchMember',
  'switchWebhook',
  'mergeDevice',
]);

export function frontDoor(
  deps: ApplicationDeps & {
    application: Application;
    settlementAdmin: SettlementAdmin | null;
    webhookAdmin: WebhookAdmin | null;
  },
): FrontDoor {
  const sessions = openStaffSessions(deps);
  const guests = openGuests(deps);
  /** A clock on which it is as late as somebody says; how long a command waits does not change by that. */
  const clockAt = (receivedAtMs: number): Clock => ({
    nowMs: () => Math.max(receivedAtMs, deps.clock.nowMs()),
    steadyMs: () => deps.clock.steadyMs(),
    at: (atMs, callback) => deps.clock.at(atMs, callback),
    soon: (callback) => deps.clock.soon(callback),
  });
  const opened = new Map<number, Handlers>();
  const handlersAt = (receivedAtMs: number): Handlers => {
    const known = opened.get(receivedAtMs);
    if (known) return known;
    const told = { onSessionEnded: () => {}, onStaffChanged: () => {}, onMerged: async () => {} };
    const more = { guests, sessions, tries: noLimits, buckets, clock: clockAt(receivedAtMs), ...told };
    const newcomers = { admitNewcomer: () => {}, config: { limits: usualLimits } };
    // Routes that nobody asks for here need more of a house than this.
    const house = { ...deps, ...more, ...newcomers } as unknown as HttpDeps;
    const handlers = {
      ...accountRoutes(house),
      ...streamRoutes(house),
      ...productRoutes(house, async () => []),
      ...producerRoutes(house, async () => null),
      ...packingRoutes(house),
      ...orderNotesRoutes(house),
      ...orderRefundRoutes(house),
      ...shippingRoutes(house),
      ...settlementRoutes(house),
      ...webhookRoutes(house),
      ...officeRoutes(house),
    } as Handlers;
    opened.set(receivedAtMs, handlers);
    return handlers;
  };
  const visitorOf = (by: Asker): Visitor => ({
    practice: 'this_machine',
    note: () => {},
    async buyer() {
      const guestId = 'guestId' in by ? by.guestId : '';
      return { guestId, isNewcomer: false, ...(await guests.actor(guestId)) };
    },
    staff: async () => ('device' in by ? sessions.byHash(by.device) : null),
    browserSessions: async () => [],
    becomeGuest: () => {},
    startSession: () => {},
    deviceOf: () => null,
    becomesDeviceOf: () => {},
    endSession: () => {},
  });

  return {
    async ask(route, by, { body, params, query }, receivedAtMs) {
      const staff = 'staffId' in by ? ({ actor: by, staff: by, untilMs: 0 } as unknown as SignedIn) : null;
      const call = { body, params, query, visitor: visitorOf(by), staff, bearer: null, address: '' };
      const answer = await handlersAt(receivedAtMs)[route](call as never);
      if (!answer.ok) return { ok: false, ...answer.refusal };
      return readsAfterwards.has(route) ? { ok: true } : answer.value;
    },
    async takeDeliveries(by, csv, receivedAtMs) {
      const house = { ...deps, clock: clockAt(receivedAtMs) };
      const deliver = deliverBy(deps.application, house, by);
      const { delivered, again, faults } = await takeDeliveries(house, deliver, Buffer.from(csv));
      // By what was read before: which of two lists a parcel arrived by, and in which words a row is at fault.
      return { there: delivered + again, faults: faults.map(({ row }) => row) };
    },
    async keepClaimPhoto(by, orderId, photo) {
      const buyer = await visitorOf(by).buyer();
      const text = { kind: 'claim_photo', read: async () => ok(photo) } as const;
      const kept = await deps.application.keepClaimText(buyer, orderId, text);
      return kept.ok ? kept.value : { ok: false, ...kept.refusal };
    },
  };
}
