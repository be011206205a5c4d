import type { PaymentNotice } from '../../../server/ports/payments.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import { FLASH, type OnAir, PRICE } from './on-air.ts';

const lineOf = (itemNumber: number, units: number, unitPriceMinor = PRICE) => ({
  itemNumber,
  units,
  unitPriceMinor,
});

function place(
  { addressId }: { addressId: string },
  lines: ReturnType<typeof lineOf>[],
  payment: PaymentMethod = 'sandbox',
) {
  const expectTotalMinor = lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
  return { lines, expectTotalMinor, addressId, payment };
}

/** What buyers do on air, and their payment provider. */
export function buyersOnAir(set: OnAir): void {
  const { scene, streamId, ana, ben, cho, dai, seenFlash, unpaid, paid } = set;
  const may = scene.buyerMay.bind(scene) as typeof scene.buyerMay;
  const potato = { itemNumber: 1, units: 1 };
  may('ana adds the last potato', ana, streamId, 'cart:add', { ...potato, seenPriceMinor: PRICE });
  may('dai adds the last potato', dai, streamId, 'cart:add', { ...potato, seenPriceMinor: PRICE });
  may('dai adds the last of the flash', dai, streamId, 'cart:add', seenFlash);
  may('cho takes the flash price for what he holds', cho, streamId, 'cart:take', {
    ...{ itemNumber: 3, units: 1, flashId: seenFlash.flashId, addressId: null },
    ...{ totalBeforeMinor: 3 * PRICE, totalAfterMinor: 2 * PRICE + FLASH },
  });
  may('ana adds a walnut up to her limit', ana, streamId, 'cart:add', {
    itemNumber: 2,
    units: 1,
    seenPriceMinor: PRICE,
  });
  may('ana removes her potato', ana, streamId, 'cart:remove', potato);
  const both = place(ana, [lineOf(1, 1), lineOf(2, 1)]);
  const key = may('ana orders her potato and walnut', ana, streamId, 'order:place', both);
  scene.may('ana lets go of that order', 'order:status', async (market) => {
    const told = await market.orderStatus(ana, streamId, key, true);
    // Nobody has seen it, or it was let go before: nothing was ordered, and nothing will be.
    const isNothing = told.ok && told.outcome === 'refused' && told.code === 'KEY_REUSED';
    return isNothing ? { ok: true, outcome: 'never_seen' } : told;
  });
  const forCash = place(ana, [lineOf(1, 1)], 'cash_on_delivery');
  may('ana orders her potato for cash', ana, streamId, 'order:place', forCash);
  may('ana orders her flash quinoa', ana, streamId, 'order:place', place(ana, [lineOf(3, 1, FLASH)]));
  may('ben cancels his unpaid order', ben, streamId, 'order:cancel', { orderId: unpaid.orderId });
  const toDoor = { orderId: unpaid.orderId };
  may('ben pays his unpaid order at the door', ben, streamId, 'order:pay-on-delivery', toDoor);
  may('dai cancels the paid order', dai, streamId, 'order:cancel', { orderId: paid.orderId });
  const toAna = { orderId: paid.orderId, addressId: set.daiAtAnas };
  may('the paid order goes to ana', dai, streamId, 'order:change-address', toAna);

  const notices = {
    "ben's payment page is open": 'opened',
    "ben's order is paid": 'paid',
    "ben's order is paid a second time": 'paid',
  } as const;
  for (const [name, outcome] of Object.entries(notices)) {
    const paymentId = scene.key();
    const { orderId } = unpaid;
    const notice: PaymentNotice = {
      noticeId: paymentId,
      paymentId,
      orderId,
      amountMinor: PRICE,
      outcome,
    };
    scene.may(name, 'sandboxWebhook', (market, receivedAtMs) => market.payment(notice, receivedAtMs));
  }
  scene.areTwins("ben's order is paid", "ben's order is paid a second time");
  for (const [name, { buyerId }] of Object.entries({ ana, cho })) {
    scene.may(`${name} asks to see walnuts`, 'show-request:send', (market, nowMs) =>
      market.requestShows([{ buyerId, itemNumber: 2 }], streamId, nowMs),
    );
  }
  scene.may('cho becomes ana', null, ({ mergeBuyers }) => mergeBuyers(cho.buyerId, ana.buyerId));
}

/** What else happens to the salt that a line has formed for. */
export function waitersOnAir({ scene, streamId, ana, ben, cho, version }: OnAir): void {
  const salt = { itemNumber: 5, units: 1 };
  scene.buyerMay('ben removes his salt', ben, streamId, 'cart:remove', salt);
  scene.buyerMay('ben orders his salt', ben, streamId, 'order:place', place(ben, [lineOf(5, 1)]));
  scene.buyerMay('cho says no to salt', cho, streamId, 'waitlist:leave', { itemNumber: 5 });
  scene.buyerMay('ana waits for salt', ana, streamId, 'waitlist:join', salt);
  scene.buyerMay('ana adds salt', ana, streamId, 'cart:add', { ...salt, seenPriceMinor: PRICE });
  const seen = { itemNumber: 5, version: version(5) };
  scene.staffMay('a salt is found', streamId, 'stock:adjust', { ...seen, delta: 1 });
  scene.staffMay('salt is stopped', streamId, 'stock:stop', { itemNumber: 5 });
  scene.staffMay('salt is taken out', streamId, 'lineup:remove', seen);
}
