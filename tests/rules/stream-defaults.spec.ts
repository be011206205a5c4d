import { expect, test } from 'vitest';
import { settingsIn } from '../../server/market/stream/first-fact.ts';
import { defaultSettings } from '../../server/market/stream/settings.ts';
import { termsOf } from '../../server/market/stream/terms.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop, type ShopState } from '../../server/shop/state.ts';
import { setStreamDefaults, settingsOfNew, streamDefaultsOf } from '../../server/shop/stream-defaults.ts';
import { type StreamDefaults, setStreamDefaultsRequest } from '../../shared/market/stream/defaults.ts';
import { HOUR, MINUTE } from '../../shared/values/time.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const by = { by: { staffId: 'operator', device: 'laptop' } };

/** Sets some of them, and takes what came of it into the state. */
function sets(shop: ShopState, part: Partial<StreamDefaults>, version: number, atMs = 1) {
  const decision = setStreamDefaults(
    shop,
    { version, defaults: { ...streamDefaultsOf(shop).defaults, ...part } },
    by,
  );
  if (decision.kind !== 'accepted') return decision;
  for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs });
  return { ...decision.reply(shop, shop.seq), facts: decision.facts };
}

test('[S11] a shop begins with the numbers of the rules, and a new stream with the shop’s', () => {
  const shop = emptyShop();
  expect(settingsOfNew(shop)).toEqual(defaultSettings);
  sets(shop, { holdMs: 15 * MINUTE, claimMs: 72 * HOUR, plannedMs: 120 * MINUTE }, 0);
  const settings = settingsOfNew(shop);
  expect(settings).toEqual({
    ...defaultSettings,
    ...{ holdMs: 15 * MINUTE, claimMs: 72 * HOUR, plannedMs: 120 * MINUTE },
  });
  const m = aLiveStream(aProduct('potato'), { settings });
  expect(termsOf(m.bench.state)).toMatchObject({ holdMs: 15 * MINUTE, plannedMs: 120 * MINUTE });
  expect(settingsIn(m.bench.facts()[0]!)?.claimMs).toBe(72 * HOUR);
});

test('[S11] each says who set it last and when; the same again is no fact, an older version is refused', () => {
  const shop = emptyShop();
  expect(sets(shop, { maxPins: 2 }, 0, 10)).toMatchObject({
    version: 1,
    facts: [{ type: 'stream_defaults_set', was: { maxPins: 1 }, now: { maxPins: 2 }, ...by }],
  });
  expect(sets(shop, {}, 1)).toMatchObject({ version: 1, facts: [] });
  expect(sets(shop, { maxPins: 3 }, 0)).toMatchObject({ refusal: { code: 'STALE_VERSION', version: 1 } });
  sets(shop, { payMs: 20 * MINUTE, plannedMs: 60 * MINUTE }, 1, 20);
  sets(shop, { plannedMs: undefined }, 2, 30);
  expect(streamDefaultsOf(shop).changed).toEqual({
    maxPins: { staffId: 'operator', atMs: 10, was: 1 },
    payMs: { staffId: 'operator', atMs: 20, was: 15 * MINUTE },
    plannedMs: { staffId: 'operator', atMs: 30, was: 60 * MINUTE },
  });
  expect(settingsOfNew(shop)).not.toHaveProperty('targetMinor');
});

test.each<[keyof StreamDefaults, number]>([
  ['holdMs', 2 * MINUTE],
  ['newBuyerHoldMs', 4 * MINUTE],
  ['offerMs', 16 * MINUTE],
  ['undoMs', 2_000],
  ['graceMs', 6_000],
  ['closeAfterMs', 59 * MINUTE],
  ['remorseMs', 9 * MINUTE],
  ['claimMs', 169 * HOUR],
  ['plannedMs', 9 * MINUTE],
])('[S11] %s is bounded, also at the door', (name, value) => {
  const { defaults } = streamDefaultsOf(emptyShop());
  const asked = (part: Partial<StreamDefaults>) =>
    setStreamDefaultsRequest.safeParse({ key: idOf(1), version: 0, defaults: { ...defaults, ...part } })
      .success;
  expect(asked({})).toBe(true);
  expect(asked({ [name]: value })).toBe(false);
});
