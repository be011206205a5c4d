import { expect, test } from 'vitest';
import { aboutShop, describeShop } from '../../server/shop/about.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { shopRules } from '../../server/shop/shop.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { describeShopRequest, type ShopAbout, shopAbout } from '../../shared/contract/shop.ts';
import { SHOP_BOUNDS } from '../../shared/values/shop-bounds.ts';

const by = { by: { staffId: 'operator', device: 'laptop' } };
const said: ShopAbout = {
  ...aboutShop(emptyShop()).about,
  name: '剑川赶集',
  contact: '0872-000 0000',
};

/** Says it, and takes what came of it into the state. */
function says(shop: ReturnType<typeof emptyShop>, version: number, about: ShopAbout) {
  const decision = describeShop(shop, { version, about }, by);
  if (decision.kind !== 'accepted') return decision;
  for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: 1 });
  return { ...decision.reply(shop, shop.seq), facts: decision.facts.length };
}

test('[B6] what was said last is what buyers read, and its version counts how often it was', () => {
  const shop = emptyShop();
  expect(aboutShop(shop).version).toBe(0);
  expect(says(shop, 0, said)).toMatchObject({ about: said, version: 1, facts: 1 });
  expect(says(shop, 1, { ...said, nameEn: 'Jianchuan Fair' })).toMatchObject({ version: 2 });
  expect(aboutShop(shop)).toEqual({ about: { ...said, nameEn: 'Jianchuan Fair' }, version: 2 });
});

test('[B6] the same again is no fact, and who began with an older version is told so', () => {
  const shop = emptyShop();
  says(shop, 0, said);
  expect(says(shop, 1, said)).toMatchObject({ version: 1, facts: 0 });
  expect(says(shop, 0, { ...said, contact: 'elsewhere' })).toMatchObject({
    refusal: { code: 'STALE_VERSION', version: 1 },
  });
  expect(aboutShop(shop).about).toEqual(said);
});

test('[B6] a snapshot has it', () => {
  const shop = emptyShop();
  says(shop, 0, said);
  expect(aboutShop(shopRules.readState(shopRules.writeState(shop)))).toEqual({ about: said, version: 1 });
});

test('[B6] a line has no hidden characters, and no text is longer than its bound', () => {
  const key = 'k'.repeat(22);
  const fine = (about: object) => shopAbout.safeParse({ ...said, ...about }).success;
  expect(fine({})).toBe(true);
  expect(fine({ name: '剑\u202e川' })).toBe(false);
  expect(fine({ name: 'x'.repeat(SHOP_BOUNDS.maxName) })).toBe(true);
  expect(fine({ name: 'x'.repeat(SHOP_BOUNDS.maxName + 1) })).toBe(false);
  const long = 'x'.repeat(SHOP_BOUNDS.maxPolicy + 1);
  expect(fine({ policies: { ...said.policies, returns: { zh: long, en: '' } } })).toBe(false);
  expect(fine({ owner: 'somebody' })).toBe(false);
  expect(describeShopRequest.safeParse({ key, version: -1, about: said }).success).toBe(false);
});
