import type { BuyerSagas, StaffSagas } from '../market/command-spec.ts';
import type { Outcome } from '../market/kernel/decision.ts';
import type { BuyerCall, StaffCall } from './call.ts';
import { allotAndSubmit } from './sagas/allot-units.ts';
import { submitIngestKey } from './sagas/ingest-key.ts';
import {
  ordersOfClaim,
  ordersOfParcel,
  submitWithRecalledOrder,
  submitWithRecalledOrders,
} from './sagas/recall-orders.ts';

/** Submits the command of a call, whose rule is told this beside what was looked up. */
export type Submit<Told> = (told: Told) => Promise<Outcome<object>>;

/** How each command of buyers goes for which one decision is not enough. */
export const buyerSagas: {
  readonly [S in keyof BuyerSagas]: (
    call: BuyerCall<BuyerSagas[S]['by']>,
    submit: Submit<BuyerSagas[S]['told']>,
  ) => Promise<Outcome<object>>;
} = {
  recallOwnOrder: ({ deps, engine, streamId, request, actor }, submit) =>
    submitWithRecalledOrder(
      deps,
      engine,
      { streamId, orderId: request.orderId, buyerId: actor.buyerId },
      (lookedUp) => submit({ lookedUp }),
    ),
};

/** How each command of staff goes for which one decision is not enough. */
export const staffSagas: {
  readonly [S in keyof StaffSagas]: (
    call: StaffCall<StaffSagas[S]['by']>,
    submit: Submit<StaffSagas[S]['told']>,
  ) => Promise<Outcome<object>>;
} = {
  recallOrder: ({ deps, engine, streamId, request: { orderId } }, submit) =>
    submitWithRecalledOrder(deps, engine, { streamId, orderId }, (lookedUp) => submit({ lookedUp })),
  recallNamedOrders: (call, submit) =>
    submitWithRecalledOrders(
      call,
      'orderIds' in call.request ? call.request.orderIds : [call.request.orderId],
      submit,
    ),
  recallOrdersOfParcel: async (call, submit) =>
    submitWithRecalledOrders(call, await ordersOfParcel(call), submit),
  recallOrderOfClaim: async (call, submit) =>
    submitWithRecalledOrders(call, await ordersOfClaim(call), submit),
  allotUnits: allotAndSubmit,
  makeIngestKey: submitIngestKey,
};
