import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { StaffActor } from '../../server/application/application.ts';
import { myParcels } from '../../shared/contract/packing.ts';
import { claimBack } from '../../shared/market/parcel/claim-back.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { DELIVERED_PRICE, playDelivered } from '../builders/delivered-order.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const office: StaffActor = { staffId: 'mei', name: 'Mei', role: 'operator', device: 'office' };
const line = { itemNumber: 1, unitPriceMinor: DELIVERED_PRICE };

let market: AuditMarket;
let buyer: HouseBuyer;
let orderId: string;

beforeAll(async () => {
  market = await AuditMarket.open(await openMemory());
  buyer = await market.buyer();
  orderId = await playDelivered(market, buyer);
});
afterAll(() => market.close());

const backMinor = async () => (await market.stores.readers.orderById(orderId))!.order.refundedMinor;

async function gives(amountMinor: number) {
  const asked = { ...line, orderId, amountMinor, bearer: 'shop', reason: 'goodwill' } as const;
  const keyed = { key: market.ids.next(), ...asked, backMinor: await backMinor() };
  const { application } = market.app;
  const { streamId, clock } = market;
  accepted(await application.console(office, streamId, 'order:refund-amount', keyed, clock.nowMs()));
}

/** A claim about one unit is opened and accepted. @returns what was said before, while it was open, and what was paid */
async function claims(shareBps: number) {
  const { application } = market.app;
  const before = await application.myParcels(buyer);
  expect(myParcels.safeParse(before).error).toBeUndefined();
  const asked = { ...line, orderId, units: 1, shareBps, reason: 'damaged' as const };
  const { claimId } = accepted(await market.live(buyer, 'claim:open', asked));
  const openOf = (seen: { claims: readonly { claimId: string; backMinor?: number | undefined }[] }) =>
    seen.claims.find((claim) => claim.claimId === claimId)?.backMinor;
  const open = {
    buyer: openOf(await application.myParcels(buyer)),
    desk: openOf((await application.packing('audit-day'))!),
  };
  const decided = { key: market.ids.next(), claimId, accepted: true };
  const nowMs = market.clock.nowMs();
  accepted(await application.console(office, market.streamId, 'claim:decide', decided, nowMs));
  const paid = (await application.myParcels(buyer)).claims.find((claim) => claim.claimId === claimId);
  return {
    chosen: claimBack(before.parcels[0]!.lines[0]!.claimed, 1, shareBps),
    ...open,
    paid: paid?.refundMinor,
  };
}

test('[O6] [O8] what a claim is said to bring back is what its decision pays: an amount of before is taken off', async () => {
  await gives(1_500);
  // Half of a unit, 10.00, is covered by the amount; of the next whole unit the 5.00 that are left of it are.
  expect(await claims(5_000)).toEqual({ chosen: 0, buyer: 0, desk: 0, paid: 0 });
  expect(await claims(10_000)).toEqual({ chosen: 1_499, buyer: 1_499, desk: 1_499, paid: 1_499 });
  expect(await backMinor()).toBe(2_999);
});
