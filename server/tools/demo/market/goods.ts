import { fieldGoods } from './goods/field.ts';
import type { MarketGood } from './goods/good.ts';
import { households } from './goods/households.ts';
import { kitchenGoods } from './goods/kitchen.ts';
import { tonightsGoods } from './goods/tonight.ts';
import { treeGoods } from './goods/tree.ts';

const householdOf = new Map(households.map((household) => [household.sku, household]));

/** A product of a household is sold under its name, and sent from the village of the maker that its row names. */
function ofItsHousehold(good: MarketGood): MarketGood {
  const { producer, producerEn } = householdOf.get(good.sku) ?? good;
  return { ...good, producer, producerEn };
}

/**
 * What Jianchuan sells: mountain produce below fifty yuan, and the carving that its villages are known for. Seventy-two
 * products of fifty-eight producers.
 */
export const marketGoods: readonly MarketGood[] = [
  ...tonightsGoods,
  ...fieldGoods,
  ...treeGoods,
  ...kitchenGoods,
].map(ofItsHousehold);
