import { afterEach, expect, test } from 'vitest';
import { shippingTerms } from '../../shared/market/shipping/contract.ts';
import { accepted, type HouseBuyer, MarketHouse } from '../builders/engine-house.ts';

let house: MarketHouse | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** A live stream whose goods pay 8.00 for the first and 3.00 for every further piece, free from 59.80 on. */
async function aChargingStream() {
  house = await MarketHouse.open();
  const made = await house.app.application.createProduct(house.host, {
    key: house.ids.next(),
    name: 'Potato',
    producer: 'Ma',
    origin: 'Jianchuan',
    originEn: 'Jianchuan County',
    priceMinor: 2_990,
    currency: 'CNY',
    warehouseUnits: 50,
    shipBaseMinor: 800,
    shipIncrementMinor: 300,
  });
  const { productId } = accepted(made).product;
  expect(await house.stores.readers.productById(productId)).toMatchObject({
    shipBaseMinor: 800,
    shipIncrementMinor: 300,
  });
  const stream = await house.stream();
  accepted(await house.console(stream, 'lineup:add', { productId, units: 20 }));
  const table = { tiers: null, capMinor: null, freeFromMinor: 2 * 2_990 };
  accepted(await house.console(stream, 'shipping:set', { origin: 'Jianchuan', version: 0, table }));
  accepted(await house.console(stream, 'stream:go-live', {}));
  return { house, stream };
}

function quoteOf(house: MarketHouse, buyer: HouseBuyer, stream: { streamId: string }) {
  const request = { lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }], addressId: buyer.addressId };
  return house.app.application.orderQuote(buyer, stream.streamId, request, house.clock.nowMs());
}

async function buys(house: MarketHouse, buyer: HouseBuyer, stream: { streamId: string }) {
  accepted(await house.adds(buyer, stream));
  const { totalMinor } = accepted(await quoteOf(house, buyer, stream));
  const placed = await house.live(buyer, stream, 'order:place', {
    lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }],
    expectTotalMinor: totalMinor,
    addressId: buyer.addressId,
    payment: 'sandbox',
  });
  const { orderId } = accepted(placed).order;
  await house.pays(orderId, totalMinor);
  return { orderId, totalMinor };
}

test('[P3] what a group paid before it was free goes back once the stream is closed, through its provider', async () => {
  const { house, stream } = await aChargingStream();
  const ana = await house.buyer();
  const first = await buys(house, ana, stream);
  const second = await buys(house, ana, stream);
  expect([first.totalMinor, second.totalMinor]).toEqual([3_790, 2_990]);
  accepted(await house.console(stream, 'stream:end', {}));
  await house.until('22:30');
  // The first time over, the fact was made; now what follows it.
  await house.until('22:31');
  expect(await house.order(ana, first.orderId)).toMatchObject({
    totalMinor: 3_790,
    refundedMinor: 800,
    shippingRefundedMinor: 800,
  });
  expect(house.refunds).toMatchObject([{ orderId: first.orderId, amountMinor: 800 }]);
  expect(house.faults).toEqual([]);
});

test('[O2] a quote is answered without a key, changes nothing, and an order below it is refused', async () => {
  const { house, stream } = await aChargingStream();
  const ana = await house.buyer();
  accepted(await house.adds(ana, stream));
  const engine = await house.app.engines.stream(stream.streamId);
  const before = await engine!.read((state) => state.seq);
  expect(await quoteOf(house, ana, stream)).toMatchObject({
    ok: true,
    shippingMinor: 800,
    totalMinor: 3_790,
  });
  expect(await engine!.read((state) => state.seq)).toBe(before);
  expect(await house.places(ana, stream)).toMatchObject({
    code: 'PRICE_CHANGED',
    wasMinor: 2_990,
    nowMinor: 3_790,
  });
});

test('[A1] what sending costs is read and set by those who work on the lineup', async () => {
  const { house, stream } = await aChargingStream();
  const { application } = house.app;
  const terms = accepted(await application.shippingTerms(house.host, stream.streamId));
  const { ok: _ok, ...told } = terms;
  expect(shippingTerms.safeParse(told).error).toBeUndefined();
  expect(terms.origins).toMatchObject([
    { origin: 'Jianchuan', originEn: 'Jianchuan County', goods: 1, charging: 1 },
  ]);
  const stranger = house.staff('host', 'Li');
  expect(await application.shippingTerms(stranger, stream.streamId)).toMatchObject({ code: 'NOT_FOUND' });
  const helper = house.staff('assistant', 'Bo');
  accepted(await house.console(stream, 'stream:grant', { staffId: helper.staffId, grants: ['pin'] }));
  const asked = { origin: 'Jianchuan', version: terms.version, table: null };
  expect(await house.console(stream, 'shipping:set', asked, helper)).toMatchObject({ code: 'FORBIDDEN' });
});

test('[P2] an address abroad is known by what was sealed with it, and an order there keeps its rate', async () => {
  const { house, stream } = await aChargingStream();
  const ana = await house.buyer();
  const addressId = house.ids.next();
  const contact = { name: 'Ana', phone: '+6512345678', address: 'Orchard Road 1', country: 'SG' };
  const sealed = house.app.secrets.seal(ana.buyerId, contact);
  const kept = { addressId, buyerId: ana.buyerId, key: house.ids.next(), sealed };
  await house.stores.directory.addAddress({ ...kept, atMs: house.clock.nowMs() });
  const abroad = { ...ana, addressId };
  accepted(await house.adds(abroad, stream));
  expect(await quoteOf(house, abroad, stream)).toMatchObject({ code: 'ADDRESS_NOT_SERVED' });
  const { version } = accepted(await house.app.application.shippingTerms(house.host, stream.streamId));
  const overseas = { currency: 'USD', language: 'en' as const, rateMicros: 138_700, countries: ['SG'] };
  const set = accepted(await house.console(stream, 'shipping:set-overseas', { version, overseas }));
  const table = { tiers: [{ upToGrams: 1_000, feeMinor: 9_000 }], capMinor: null, freeFromMinor: null };
  accepted(
    await house.console(stream, 'shipping:set', {
      origin: 'Jianchuan',
      version: set.version,
      table,
      isOverseas: true,
    }),
  );
  const { totalMinor } = accepted(await quoteOf(house, abroad, stream));
  expect(totalMinor).toBe(2_990 + 9_000);
  const placed = await house.live(abroad, stream, 'order:place', {
    lines: [{ itemNumber: 1, units: 1, unitPriceMinor: 2_990 }],
    expectTotalMinor: totalMinor,
    addressId,
    payment: 'sandbox',
  });
  const { orderId } = accepted(placed).order;
  expect(await house.order(abroad, orderId)).toMatchObject({
    totalMinor,
    shown: { currency: 'USD', rateMicros: 138_700 },
  });
});
