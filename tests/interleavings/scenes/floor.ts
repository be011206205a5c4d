import { mediaStarted, mediaStopped } from '../../../server/market/broadcast/media.ts';
import { ALL_OF_IT, FLASH, type OnAir, PRICE } from './on-air.ts';

/** What the host and the helper do on air, and the camera. */
export function floorOnAir(set: OnAir): void {
  const { scene, streamId, version, honey, helper } = set;
  const may = scene.staffMay.bind(scene) as typeof scene.staffMay;
  const potato = { itemNumber: 1, version: version(1) };
  may('one potato is taken away', streamId, 'stock:adjust', { ...potato, delta: -1 });
  may('two potatoes are found', streamId, 'stock:adjust', { ...potato, delta: 2 });
  may('potatoes are stopped', streamId, 'stock:stop', { itemNumber: 1 });
  may('tea is sold again', streamId, 'stock:resume', { itemNumber: 4, version: version(4) });
  may('potatoes are pinned', streamId, 'lineup:pin', potato);
  may('walnuts are unpinned', streamId, 'lineup:unpin', { itemNumber: 2 });
  may('the pin is taken back', streamId, 'lineup:undo', { seq: set.pin.seq });
  may('the bag is turned round', streamId, 'lineup:reorder', {
    order: [...set.lineup.order].reverse(),
    version: set.lineup.lineupVersion,
  });
  may('potatoes cost more', streamId, 'lineup:set-price', { ...potato, priceMinor: 3_500 });
  may('potatoes cost less', streamId, 'lineup:set-price', { ...potato, priceMinor: 2_500 });
  may('one potato a buyer', streamId, 'lineup:set-limit', { ...potato, buyerLimit: 1 });
  may('potatoes are taken out', streamId, 'lineup:remove', potato);
  may('the last honey is added', streamId, 'lineup:add', { productId: honey.productId, units: 3 });
  may('two of the honey are added', streamId, 'lineup:add', { productId: honey.productId, units: 2 });
  scene.areTwins('the last honey is added', 'two of the honey are added');
  pricesOnAir(set);
  const choice = { of: { kind: 'item', itemNumber: 1 } as const, upTo: set.toReleasedAt };
  scene.askMay('cash of new buyers is released for potatoes', 'releaseCash', scene.host, {
    params: { slug: set.slug },
    body: { key: scene.key(), ...choice },
  });
  scene.askMay('cash of new buyers is taken again for tea', 'allowCash', scene.host, {
    params: { slug: set.slug },
    body: { key: scene.key(), bar: set.released.seq },
  });
  scene.askMay('all of the walnuts may go to one network', 'openProduct', scene.host, {
    params: { slug: set.slug },
    body: { key: scene.key(), itemNumber: 2 },
  });
  may('a paid walnut cannot be filled', streamId, 'order:cannot-fill', {
    orderId: set.paid.orderId,
    itemNumber: 2,
    unitPriceMinor: PRICE,
    units: 1,
  });
  may('the media are gone', streamId, 'stream:interrupt', {});
  may('the media are back', streamId, 'stream:resume', {});
  may('selling goes on', streamId, 'stream:resume-selling', {});
  may('the stream ends', streamId, 'stream:end', {});
  const { staffId } = helper;
  scene.askMay("the helper's right is taken away", 'grantAssistant', scene.host, {
    params: { slug: set.slug },
    body: { key: scene.key(), staffId, grants: [] },
  });
  may('the helper pins potatoes', streamId, 'lineup:pin', potato, helper);
  cameraOnAir(set);
}

/** Flashes, vouchers, promotions, what newcomers may keep, and what sending costs. */
function pricesOnAir({ scene, streamId, version, flashId, voucher, bounds }: OnAir): void {
  const may = scene.staffMay.bind(scene) as typeof scene.staffMay;
  const potato = { itemNumber: 1, version: version(1) };
  const endsAtMs = scene.nowMs + 3_600_000;
  may('a flash of potatoes begins', streamId, 'flash-sale:start', {
    ...potato,
    priceMinor: FLASH,
    startsAtMs: null,
    durationSeconds: 60,
    prelaunchSeconds: 0,
    cap: 1,
    perBuyerCap: 1,
    afterEnd: 'off',
    fundedBy: 'host',
  });
  const larger = { flashId, version: version(3), cap: 4 };
  may('the flash gets a larger cap', streamId, 'flash-sale:edit', larger);
  may('the flash is ended', streamId, 'flash-sale:end', { flashId });
  const { voucherId, version: made } = voucher;
  may('the voucher takes off more', streamId, 'voucher:edit', {
    voucherId,
    version: made,
    off: { kind: 'amount', offMinor: 200 },
  });
  may('two may have the voucher', streamId, 'voucher:edit', { voucherId, version: made, cap: 2 });
  may('the voucher is ended', streamId, 'voucher:end', { voucherId });
  may('two potatoes cost less together', streamId, 'promotion:set', {
    ...potato,
    promotion: { units: 2, totalMinor: 5_000, fundedBy: 'shop', startsAtMs: null, endsAtMs },
  });
  may('newcomers may keep half, and owe one order', streamId, 'stream:set-bounds', {
    version: bounds.version,
    bounds: { ...ALL_OF_IT, newcomerShareBps: 5_000, maxUnpaidOrders: 1 },
  });
  may('it reserves for longer', streamId, 'stream:set-terms', {
    version: 0,
    terms: {
      ...{ holdMs: 900_000, flashHoldMs: 180_000, payMs: 600_000, flashPayMs: 300_000 },
      ...{ maxPins: 2, strictRecentLow: true },
    },
  });
  may('a parcel costs money', streamId, 'shipping:set', {
    version: 0,
    origin: 'Jianchuan',
    table: { tiers: [{ upToGrams: 20_000, feeMinor: 300 }], capMinor: null, freeFromMinor: null },
  });
  may('it is sold abroad', streamId, 'shipping:set-overseas', {
    version: 0,
    overseas: { currency: 'USD', language: 'en', rateMicros: 140_000, countries: ['SG'] },
  });
}

/** Nobody's command: what the log is told of a camera that media commands opened and closed (S2). */
function cameraOnAir({ scene, streamId }: OnAir): void {
  scene.logMayHear('the camera sends', streamId, mediaStarted);
  scene.logMayHear('the camera falls silent', streamId, (state, at) =>
    mediaStopped(state, { lastAtMs: scene.nowMs }, at),
  );
}
