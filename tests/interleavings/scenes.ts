import { at } from '../builders/market.ts';
import { type Call, Scene } from './scene.ts';

const PRICE = 2_990;
const FLASH = 1_990;
const lineOf = (itemNumber: number, units: number, unitPriceMinor = PRICE) => ({
  itemNumber,
  units,
  unitPriceMinor,
});

/**
 * A stream on air in which everything is scarce: one potato is left, one unit of a flash, a limit is nearly reached, a
 * guest is about to become somebody else.
 * @param isWaitedFor two also wait for the salt that a third holds (H5), and more may happen
 */
export async function onAir(isWaitedFor = false): Promise<Scene> {
  const scene = await Scene.open(at('20:00'));
  const { features, host, nowMs } = scene;
  const [ana, ben, cho, dai] = [
    await scene.buyer(),
    await scene.buyer(),
    await scene.buyer(),
    await scene.buyer(),
  ];
  const helper = scene.staff('assistant');
  const { streamId } = await scene.stream('Market day');
  const goods = [
    await scene.product('potato', 4),
    await scene.product('walnut', 30),
    await scene.product('quinoa', 6),
    await scene.product('tea', 5),
    await scene.product('honey', 3),
    await scene.product('salt', 1),
  ];
  const does = (command: string, request: object) =>
    scene.did<{ version: number; flashId: string; voucherId: string; seq: number }>(
      () =>
        features.console(
          host,
          streamId,
          command as never,
          { key: scene.key(), ...request } as never,
          nowMs,
        ) as never,
    );
  for (const [index, units] of [3, 30, 6, 5].entries()) {
    const buyerLimit = index === 1 ? 2 : null;
    await does('lineup:add', { productId: goods[index]!.productId, units, buyerLimit });
  }
  if (isWaitedFor) await does('lineup:add', { productId: goods[5]!.productId, units: 1 });
  await does('stream:go-live', {});
  const versionOf = async (itemNumber: number) => {
    const { items } = await features.consoleFrame(streamId);
    return items.find((item) => item.itemNumber === itemNumber)!.version;
  };
  const adds = (who: typeof ana, itemNumber: number, units: number, seen = PRICE, flashId?: string) =>
    scene.did(
      () =>
        features.live(
          who,
          streamId,
          'basket:add',
          {
            key: scene.key(),
            itemNumber,
            units,
            seenPriceMinor: seen,
            ...(flashId ? { flashId } : {}),
          },
          nowMs,
          null,
        ) as never,
    );
  const orders = (who: typeof ana, itemNumber: number, units: number, unitPriceMinor = PRICE) =>
    scene.did<{ order: { orderId: string; totalMinor: number } }>(
      () =>
        features.live(
          who,
          streamId,
          'order:place',
          {
            key: scene.key(),
            lines: [lineOf(itemNumber, units, unitPriceMinor)],
            expectTotalMinor: units * unitPriceMinor,
            addressId: who.addressId,
            payment: 'sandbox',
          },
          nowMs,
          null,
        ) as never,
    );
  const pays = (orderId: string, amountMinor: number, paymentId: string) =>
    features.payment({ noticeId: scene.key(), paymentId, orderId, amountMinor, outcome: 'paid' }, nowMs);

  // Dai has paid a walnut, and is new no more; the one potato of Ben's order is unpaid; Ana holds another.
  await adds(dai, 2, 1);
  const paid = (await orders(dai, 2, 1)).order;
  await pays(paid.orderId, PRICE, scene.key());
  await adds(ben, 1, 1);
  const unpaid = (await orders(ben, 1, 1)).order;
  await adds(ana, 1, 1);
  await adds(ana, 2, 1);
  await adds(cho, 2, 2);
  if (isWaitedFor) await adds(ben, 5, 1);
  for (const who of isWaitedFor ? [cho, dai] : []) {
    const request = { key: scene.key(), itemNumber: 5, units: 1 };
    await scene.did(() => features.live(who, streamId, 'waitlist:join', request, nowMs, null) as never);
  }
  const flash = await does('flash-price:start', {
    itemNumber: 3,
    version: await versionOf(3),
    priceMinor: FLASH,
    startsAtMs: null,
    durationSeconds: 60,
    prelaunchSeconds: 0,
    cap: 2,
    perBuyerCap: 2,
    afterEnd: 'list',
    fundedBy: 'producer',
  });
  await adds(ana, 3, 1, FLASH, flash.flashId);
  await does('stock:stop', { itemNumber: 4 });
  await does('stream:grant', { staffId: helper.staffId, grants: ['pin'] });
  const pin = await does('lineup:pin', { itemNumber: 2, version: await versionOf(2) });
  // One order may have it: which one, the log's order says (V3).
  const voucher = await does('voucher:create', {
    off: { kind: 'amount', offMinor: 100 },
    fromMinor: 0,
    scope: { kind: 'shop' },
    fundedBy: 'shop',
    startsAtMs: null,
    endsAtMs: nowMs + 3_600_000,
    cap: 1,
    perBuyerCap: 1,
  });
  const lineup = await features.consoleFrame(streamId);
  const versions = new Map(lineup.items.map(({ itemNumber, version }) => [itemNumber, version]));
  const version = (itemNumber: number) => versions.get(itemNumber)!;

  const buyer = scene.buyerMay.bind(scene) as typeof scene.buyerMay;
  buyer('ana adds the last potato', ana, streamId, 'basket:add', {
    itemNumber: 1,
    units: 1,
    seenPriceMinor: PRICE,
  });
  buyer('dai adds the last potato', dai, streamId, 'basket:add', {
    itemNumber: 1,
    units: 1,
    seenPriceMinor: PRICE,
  });
  buyer('dai adds the last of the flash', dai, streamId, 'basket:add', {
    itemNumber: 3,
    units: 1,
    seenPriceMinor: FLASH,
    flashId: flash.flashId,
  });
  buyer('ana adds a walnut up to her limit', ana, streamId, 'basket:add', {
    itemNumber: 2,
    units: 1,
    seenPriceMinor: PRICE,
  });
  buyer('ana removes her potato', ana, streamId, 'basket:remove', { itemNumber: 1, units: 1 });
  const place = (
    lines: ReturnType<typeof lineOf>[],
    payment: 'sandbox' | 'cash_on_delivery' = 'sandbox',
  ) => ({
    lines,
    expectTotalMinor: lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0),
    addressId: ana.addressId,
    payment,
  });
  buyer(
    'ana orders her potato and walnut',
    ana,
    streamId,
    'order:place',
    place([lineOf(1, 1), lineOf(2, 1)]),
  );
  buyer(
    'ana orders her potato for cash',
    ana,
    streamId,
    'order:place',
    place([lineOf(1, 1)], 'cash_on_delivery'),
  );
  buyer('ana orders her flash quinoa', ana, streamId, 'order:place', place([lineOf(3, 1, FLASH)]));
  buyer('ben cancels his unpaid order', ben, streamId, 'order:cancel', { orderId: unpaid.orderId });
  buyer('dai cancels the paid order', dai, streamId, 'order:cancel', { orderId: paid.orderId });

  const [payment, other] = [scene.key(), scene.key()];
  scene.may("ben's order is paid", async ({ payment: tell }, receivedAtMs) =>
    tell(
      {
        noticeId: payment,
        paymentId: payment,
        orderId: unpaid.orderId,
        amountMinor: PRICE,
        outcome: 'paid',
      },
      receivedAtMs,
    ),
  );
  scene.may("ben's order is paid a second time", async ({ payment: tell }, receivedAtMs) =>
    tell(
      { noticeId: other, paymentId: other, orderId: unpaid.orderId, amountMinor: PRICE, outcome: 'paid' },
      receivedAtMs,
    ),
  );
  scene.may('cho becomes ana', ({ mergeBuyers }) => mergeBuyers(cho.buyerId, ana.buyerId));

  const staff = scene.staffMay.bind(scene) as typeof scene.staffMay;
  staff('one potato is taken away', streamId, 'stock:adjust', {
    itemNumber: 1,
    version: version(1),
    delta: -1,
  });
  staff('two potatoes are found', streamId, 'stock:adjust', { itemNumber: 1, version: version(1), delta: 2 });
  staff('potatoes are stopped', streamId, 'stock:stop', { itemNumber: 1 });
  staff('tea is sold again', streamId, 'stock:resume', { itemNumber: 4, version: version(4) });
  staff('potatoes are pinned', streamId, 'lineup:pin', { itemNumber: 1, version: version(1) });
  staff('walnuts are unpinned', streamId, 'lineup:unpin', { itemNumber: 2 });
  staff('the pin is taken back', streamId, 'lineup:undo', { seq: pin.seq });
  staff('the bag is turned round', streamId, 'lineup:reorder', {
    order: [...lineup.order].reverse(),
    version: lineup.lineupVersion,
  });
  staff('potatoes cost more', streamId, 'lineup:set-price', {
    itemNumber: 1,
    version: version(1),
    priceMinor: 3_500,
  });
  staff('potatoes cost less', streamId, 'lineup:set-price', {
    itemNumber: 1,
    version: version(1),
    priceMinor: 2_500,
  });
  staff('potatoes are taken out', streamId, 'lineup:remove', { itemNumber: 1, version: version(1) });
  staff('the last honey is added', streamId, 'lineup:add', { productId: goods[4]!.productId, units: 3 });
  staff('two of the honey are added', streamId, 'lineup:add', { productId: goods[4]!.productId, units: 2 });
  const terms = {
    priceMinor: FLASH,
    startsAtMs: null,
    durationSeconds: 60,
    prelaunchSeconds: 0,
    cap: 1,
    perBuyerCap: 1,
    afterEnd: 'off' as const,
    fundedBy: 'host' as const,
  };
  staff('a flash of potatoes begins', streamId, 'flash-price:start', {
    itemNumber: 1,
    version: version(1),
    ...terms,
  });
  staff('the flash gets a larger cap', streamId, 'flash-price:edit', {
    flashId: flash.flashId,
    version: version(3),
    cap: 4,
  });
  staff('the flash is ended', streamId, 'flash-price:end', { flashId: flash.flashId });
  staff('a paid walnut cannot be filled', streamId, 'order:cannot-fill', {
    orderId: paid.orderId,
    itemNumber: 2,
    unitPriceMinor: PRICE,
    units: 1,
  });
  const { voucherId, version: made } = voucher;
  staff('the voucher takes off more', streamId, 'voucher:edit', {
    voucherId,
    version: made,
    off: { kind: 'amount', offMinor: 200 },
  });
  staff('two may have the voucher', streamId, 'voucher:edit', { voucherId, version: made, cap: 2 });
  staff('two potatoes cost less together', streamId, 'promotion:set', {
    itemNumber: 1,
    version: version(1),
    promotion: {
      units: 2,
      totalMinor: 5_000,
      fundedBy: 'shop',
      startsAtMs: null,
      endsAtMs: nowMs + 3_600_000,
    },
  });
  staff('a parcel costs money', streamId, 'shipping:set', {
    version: 0,
    origin: 'Jianchuan',
    table: { tiers: [{ upToGrams: 20_000, feeMinor: 300 }], capMinor: null, freeFromMinor: null },
  });
  staff('it is sold abroad', streamId, 'shipping:set-overseas', {
    version: 0,
    overseas: { currency: 'USD', language: 'en', rateMicros: 140_000, countries: ['SG'] },
  });
  staff('the voucher is ended', streamId, 'voucher:end', { voucherId: voucher.voucherId });
  staff('the media are gone', streamId, 'stream:interrupt', {});
  staff('the media are back', streamId, 'stream:resume', {});
  staff('selling goes on', streamId, 'stream:resume-selling', {});
  staff('the stream ends', streamId, 'stream:end', {});
  staff("the helper's right is taken away", streamId, 'stream:grant', {
    staffId: helper.staffId,
    grants: [],
  });
  staff('the helper pins potatoes', streamId, 'lineup:pin', { itemNumber: 1, version: version(1) }, helper);
  if (isWaitedFor) {
    const salt = { itemNumber: 5, units: 1 };
    buyer('ben removes his salt', ben, streamId, 'basket:remove', salt);
    buyer('ben orders his salt', ben, streamId, 'order:place', {
      ...place([lineOf(5, 1)]),
      addressId: ben.addressId,
    });
    buyer('cho says no to salt', cho, streamId, 'waitlist:leave', { itemNumber: 5 });
    buyer('ana waits for salt', ana, streamId, 'waitlist:join', salt);
    buyer('ana adds salt', ana, streamId, 'basket:add', { ...salt, seenPriceMinor: PRICE });
    staff('a salt is found', streamId, 'stock:adjust', { itemNumber: 5, version: version(5), delta: 1 });
    staff('salt is stopped', streamId, 'stock:stop', { itemNumber: 5 });
    staff('salt is taken out', streamId, 'lineup:remove', { itemNumber: 5, version: version(5) });
  }
  return scene.ready();
}

/** What may fall due while something is under way: the flash's end, the holds of newcomers, a payment's deadline. */
export const passing: readonly Call[] = ['20:01', '20:03', '20:15'].map((time) => ({
  name: `it is ${time}`,
  send: async (_features, _nowMs, clock) => clock.passTo(at(time)),
}));

/** The evening before: two streams that want the same goods, a rehearsal, a good that two people enter. */
export async function beforeTheShow(): Promise<Scene> {
  const scene = await Scene.open(at('19:00'));
  const { features, host, nowMs } = scene;
  const potato = await scene.product('potato', 12);
  const walnut = await scene.product('walnut', 12);
  const { streamId, slug } = await scene.stream('Market day');
  const other = await scene.stream('Other day');
  const does = (on: string, command: string, request: object) =>
    scene.did<{ version: number }>(
      () =>
        features.console(
          host,
          on,
          command as never,
          { key: scene.key(), ...request } as never,
          nowMs,
        ) as never,
    );
  await does(streamId, 'lineup:add', { productId: potato.productId, units: 5 });
  await does(streamId, 'lineup:add', { productId: walnut.productId, units: 5 });
  const { stream: rehearsal } = await scene.did<{ stream: { streamId: string } }>(
    () => features.rehearse(host, slug) as never,
  );
  const now = await features.consoleFrame(streamId);
  const rehearsed = await features.consoleFrame(rehearsal.streamId);
  const first = now.items.find(({ itemNumber }) => itemNumber === 1)!.version;

  const staff = scene.staffMay.bind(scene) as typeof scene.staffMay;
  staff('seven potatoes go to this stream', streamId, 'lineup:add', {
    productId: potato.productId,
    units: 7,
  });
  staff('five potatoes go to the other', other.streamId, 'lineup:add', {
    productId: potato.productId,
    units: 5,
  });
  staff('the stream goes on air', streamId, 'stream:go-live', {});
  staff('the stream is cancelled', streamId, 'stream:cancel', {});
  staff('the other stream is cancelled', other.streamId, 'stream:cancel', {});
  staff('potatoes get a price', streamId, 'lineup:set-price', {
    itemNumber: 1,
    version: first,
    priceMinor: 2_500,
  });
  staff('potatoes are taken out', streamId, 'lineup:remove', { itemNumber: 1, version: first });
  staff('the bag is turned round', streamId, 'lineup:reorder', {
    order: [2, 1],
    version: now.lineupVersion,
  });
  staff('the bag is turned round in the rehearsal', rehearsal.streamId, 'lineup:reorder', {
    order: [2, 1],
    version: rehearsed.lineupVersion,
  });
  staff('the rehearsal ends', rehearsal.streamId, 'stream:end', {});
  scene.may('another rehearsal begins', (use) => use.rehearse(host, slug));
  const made = { ...scene.streamRequest('A third day'), key: scene.key() };
  scene.may('a stream is made', (use) => use.createStream(host, made));
  const stranger = scene.staff('host');
  scene.may('somebody else makes a stream of that key', (use) => use.createStream(stranger, made));
  const good = {
    name: 'Tea',
    producer: 'Li',
    sku: 'T-1',
    priceMinor: 900,
    currency: 'CNY',
    warehouseUnits: 3,
  };
  const [key, otherKey] = [scene.key(), scene.key()];
  scene.may('a good is entered', (use) => use.createProduct(host, { ...good, key }));
  scene.may('the same sku is entered', (use) => use.createProduct(host, { ...good, key: otherKey }));
  return scene.ready();
}
