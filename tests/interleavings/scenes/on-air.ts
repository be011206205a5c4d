import { mediaStarted } from '../../../server/market/broadcast/media.ts';
import type { StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import type { Scene, SceneBuyer } from '../scene.ts';

export const PRICE = 2_990;
export const FLASH = 1_990;

/** Newcomers may keep whole items, and have two unpaid orders. */
export const ALL_OF_IT: StreamBounds = {
  newcomerOrderUnits: 20,
  newcomerShareBps: 10_000,
  newcomerPayMs: 600_000,
  newcomerFlashPayMs: 300_000,
  newcomerOpenedMs: 180_000,
  maxUnpaidOrders: 2,
  isUnpaidStrike: true,
};

/** What there is on air when the play begins. */
export type OnAir = Awaited<ReturnType<typeof goOnAir>>;

/**
 * A stream on air in which everything is scarce: one potato is left, one unit of a flash, a limit is nearly reached, a
 * guest is about to become somebody else.
 * @param isWaitedFor two also wait for the salt that a third holds (H5)
 */
export async function goOnAir(scene: Scene, isWaitedFor: boolean) {
  const { market, nowMs } = scene;
  const [ana, ben] = [await scene.buyer(), await scene.buyer()];
  const [cho, dai] = [await scene.buyer(), await scene.buyer()];
  const helper = scene.staff('assistant');
  const { streamId, slug } = await scene.stream('Market day');
  const goods = [
    await scene.product('potato', 4),
    await scene.product('walnut', 30),
    await scene.product('quinoa', 6),
    await scene.product('tea', 5),
  ];
  const honey = await scene.product('honey', 3);
  const salt = await scene.product('salt', 1);
  for (const [index, units] of [3, 30, 6, 5].entries()) {
    const buyerLimit = index === 1 ? 2 : null;
    await scene.did(streamId, 'lineup:add', { productId: goods[index]!.productId, units, buyerLimit });
  }
  if (isWaitedFor) await scene.did(streamId, 'lineup:add', { productId: salt.productId, units: 1 });
  await scene.did(streamId, 'stream:go-live', {});
  const engine = (await market.engines.stream(streamId))!;
  await engine.submit({ readAtMs: nowMs, ids: [], key: null, decide: mediaStarted });
  const versionOf = async (itemNumber: number) => {
    const { items } = await market.consoleFrame(streamId);
    return items.find((item) => item.itemNumber === itemNumber)!.version;
  };
  const adds = (who: SceneBuyer, itemNumber: number, units: number) =>
    scene.buyerDid(who, streamId, 'cart:add', { itemNumber, units, seenPriceMinor: PRICE });

  // Dai has paid two walnuts, and is new no more; the one potato of Ben's order is unpaid; Ana holds another.
  await adds(dai, 2, 2);
  const paid = await scene.ordered(dai, streamId, { itemNumber: 2, units: 2, unitPriceMinor: PRICE });
  await scene.paid(paid.orderId, 2 * PRICE);
  await adds(ben, 1, 1);
  const unpaid = await scene.ordered(ben, streamId, { itemNumber: 1, units: 1, unitPriceMinor: PRICE });
  await adds(ana, 1, 1);
  await adds(ana, 2, 1);
  await adds(cho, 2, 2);
  // What Cho holds of it at list price can be had for less once it is on sale (F7).
  await adds(cho, 3, 1);
  if (isWaitedFor) await adds(ben, 5, 1);
  for (const who of isWaitedFor ? [cho, dai] : []) {
    await scene.buyerDid(who, streamId, 'waitlist:join', { itemNumber: 5, units: 1 });
  }
  const { flashId } = await scene.did(streamId, 'flash-sale:start', {
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
  const seenFlash = { itemNumber: 3, units: 1, seenPriceMinor: FLASH, flashId };
  await scene.buyerDid(ana, streamId, 'cart:add', seenFlash);
  await scene.did(streamId, 'stock:stop', { itemNumber: 4 });
  await scene.did(streamId, 'stream:grant', { staffId: helper.staffId, grants: ['pin'] });
  const pin = await scene.did(streamId, 'lineup:pin', { itemNumber: 2, version: await versionOf(2) });
  // One order may have it: which one, the log's order says (V3).
  const voucher = await scene.did(streamId, 'voucher:create', {
    off: { kind: 'amount', offMinor: 100 },
    fromMinor: 0,
    scope: { kind: 'shop' },
    fundedBy: 'shop',
    startsAtMs: null,
    endsAtMs: nowMs + 3_600_000,
    cap: 1,
    perBuyerCap: 1,
  });
  // All of it may be with newcomers, as long as nobody says less (H6): the last potato is there for ana too.
  const bounds = await scene.did(streamId, 'stream:set-bounds', { version: 0, bounds: ALL_OF_IT });
  const toReleasedAt = engine.head.seq;
  const released = await scene.did(streamId, 'newcomers:release-cash', {
    of: { kind: 'item', itemNumber: 4 },
    upTo: toReleasedAt,
  });
  // One person may have two walnuts: those that go to ana's phone leave her none (H7).
  const daiAtAnas = await scene.address(dai, ana);
  const lineup = await market.consoleFrame(streamId);
  const versions = new Map(lineup.items.map(({ itemNumber, version }) => [itemNumber, version]));
  const version = (itemNumber: number) => versions.get(itemNumber)!;
  const people = { ana, ben, cho, dai, helper };
  return {
    scene,
    streamId,
    slug,
    released,
    toReleasedAt,
    ...people,
    honey,
    daiAtAnas,
    paid,
    unpaid,
    flashId,
    seenFlash,
    pin,
    voucher,
    bounds,
    lineup,
    version,
  };
}
