import type { ListedProduct } from '../../../../../shared/contract/catalogue.ts';
import { parseMoney } from '../../../../../shared/values/money.ts';
import { MAX_UNITS } from '../../../../../shared/values/unit-bounds.ts';
import { amountText } from '../amount-text.ts';
import { wholeNumber } from '../whole-number.ts';

/** So many pieces a stream gets unless somebody says otherwise: what it takes no other stream can sell. */
export const USUAL_UNITS = 20;

/** A chosen product with what stands in its fields. */
export interface Allotment {
  product: ListedProduct;
  pieces: string;
  price: string;
  limit: string;
}

export function allotmentOf(product: ListedProduct): Allotment {
  return {
    product,
    pieces: String(Math.min(USUAL_UNITS, mostOf(product))),
    price: amountText(product.priceMinor, product.currency),
    limit: '',
  };
}

/** What the fields say, in units and minor units; null where one of them cannot be meant. */
export interface ReadAllotment {
  units: number | null;
  priceMinor: number | null;
  /** `none`: as many as there are. */
  buyerLimit: number | 'none' | null;
}

export function readAllotment({ product, pieces, price, limit }: Allotment): ReadAllotment {
  const units = wholeNumber(pieces);
  const priceMinor = parseMoney(price, product.currency);
  const perPerson = wholeNumber(limit);
  const isLimit = perPerson !== null && perPerson >= 1 && perPerson <= MAX_UNITS;
  return {
    units: units !== null && units <= mostOf(product) ? units : null,
    priceMinor: priceMinor !== null && priceMinor > 0 ? priceMinor : null,
    buyerLimit: limit.trim() === '' ? 'none' : isLimit ? perPerson : null,
  };
}

/** What the warehouse has, as far as this person may know it: else the ledger says whether it is enough. */
function mostOf({ warehouseUnits }: ListedProduct): number {
  return warehouseUnits ?? Number.MAX_SAFE_INTEGER;
}
