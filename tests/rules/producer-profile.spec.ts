import { expect, test } from 'vitest';
import { applyShopFact } from '../../server/shop/fold.ts';
import { describeProducer, profileOf } from '../../server/shop/producer-profile.ts';
import { shopRules } from '../../server/shop/shop.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { type ProducerProfile, producerProfile } from '../../shared/contract/producer-profile.ts';
import { MAX_LICENCE, MAX_PROFILE_WORDS } from '../../shared/values/profile-bounds.ts';

const by = { by: { staffId: 'operator', device: 'laptop' } };
const MA = 'ma-farm';
const said: ProducerProfile = { portrait: '/pictures/a.webp', words: '我姓马', wordsEn: 'I am Ma' };

function aShop() {
  const shop = emptyShop();
  shop.producers.set('马家', MA);
  return shop;
}

/** Says it, and takes what came of it into the state. */
function says(
  shop: ReturnType<typeof emptyShop>,
  version: number,
  profile: ProducerProfile,
  producerId = MA,
) {
  const decision = describeProducer(shop, { producerId, version, profile }, by);
  if (decision.kind !== 'accepted') return decision;
  for (const fact of decision.facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: 1 });
  return { ...decision.reply(shop, shop.seq), facts: decision.facts.length };
}

test('[B10] what was said last is what buyers read, and its version counts how often it was', () => {
  const shop = aShop();
  expect(profileOf(shop, MA)).toEqual({ profile: { portrait: '', words: '', wordsEn: '' }, version: 0 });
  expect(says(shop, 0, said)).toMatchObject({ profile: said, version: 1, facts: 1 });
  expect(says(shop, 1, { ...said, portrait: '' })).toMatchObject({ version: 2 });
  expect(profileOf(shop, MA)).toEqual({ profile: { ...said, portrait: '' }, version: 2 });
});

test('[B10] the same again is no fact, an older version is told so, and nobody speaks for who is not there', () => {
  const shop = aShop();
  says(shop, 0, said);
  expect(says(shop, 1, said)).toMatchObject({ version: 1, facts: 0 });
  expect(says(shop, 0, { ...said, words: 'else' })).toMatchObject({
    refusal: { code: 'STALE_VERSION', version: 1 },
  });
  expect(says(shop, 0, said, 'nobody')).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
  expect(profileOf(shop, MA).profile).toEqual(said);
});

test('[B10] a licence is told as it was said last, and one that is left out is gone', () => {
  const shop = aShop();
  const licence = { holder: '马家农场', number: 'JY 1234' };
  expect(says(shop, 0, { ...said, licence })).toMatchObject({ profile: { licence }, version: 1 });
  expect(says(shop, 1, { ...said, licence })).toMatchObject({ version: 1, facts: 0 });
  says(shop, 1, said);
  expect(profileOf(shop, MA).profile).toEqual(said);
});

test('[B10] a snapshot has it', () => {
  const shop = aShop();
  says(shop, 0, said);
  expect(profileOf(shopRules.readState(shopRules.writeState(shop)), MA)).toEqual({
    profile: said,
    version: 1,
  });
});

test('[B10] a portrait is a picture of this market, and words have a bound', () => {
  const fine = (more: object) => producerProfile.safeParse({ ...said, ...more }).success;
  expect(fine({})).toBe(true);
  expect(fine({ portrait: '' })).toBe(true);
  expect(fine({ portrait: 'https://elsewhere.example/me.jpg' })).toBe(false);
  expect(fine({ words: 'x'.repeat(MAX_PROFILE_WORDS) })).toBe(true);
  expect(fine({ words: 'x'.repeat(MAX_PROFILE_WORDS + 1) })).toBe(false);
  expect(fine({ phone: '1' })).toBe(false);
  expect(fine({ licence: { holder: '', number: 'JY 1' } })).toBe(true);
  expect(fine({ licence: { holder: '', number: 'JY 1', picture: '/pictures/paper.webp' } })).toBe(true);
  expect(fine({ licence: { holder: '', number: 'JY 1', picture: 'https://elsewhere.example/a.jpg' } })).toBe(
    false,
  );
  expect(fine({ licence: { holder: 'Ma Farm', number: '' } })).toBe(false);
  expect(fine({ licence: { holder: '', number: 'x'.repeat(MAX_LICENCE + 1) } })).toBe(false);
});
