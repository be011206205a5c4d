import type { KindName } from '../../drawings/kinds.ts';
import type { Air, Colour } from '../../drawings/paint.ts';
import type { Look, MarketGood } from './good.ts';
import type { Maker } from './makers.ts';

/** In both languages: Chinese, then English. */
type Two = readonly [text: string, english: string];

/** How a good is drawn: its kind, the outside, the inside, the air, and which drawing stands first. */
export const look = (kind: KindName, skin: Colour, flesh: Colour, air: Air, first?: Look['first']): Look => ({
  kind,
  tint: { skin, flesh, air },
  ...(first && { first }),
});

/**
 * A good of one maker, as a row of a table.
 * The fourth column: category, grams, price and lowest price in fen, days from the harvest until it came into the
 * warehouse (null: nothing that grows).
 */
export function row(
  sku: string,
  maker: Maker,
  [name, nameEn]: Two,
  [category, grams, priceMinor, floorMinor, days]: readonly [string, number, number, number, number | null],
  drawn: Look,
  [description, descriptionEn]: Two,
): MarketGood {
  return {
    ...{ sku, name, nameEn, ...maker, category, grams, priceMinor, floorMinor },
    ...{ harvestedDaysBefore: days, description, descriptionEn, look: drawn },
  };
}
