import type { NewProduct } from '../../../shop/decide.ts';
import { Faults, type RowFault } from './faults.ts';
import type { LeftOut } from './left-out.ts';
import { readOwnTable } from './own-table.ts';
import { isShopify, readShopifyTable } from './shopify-table.ts';
import { readTable } from './table.ts';

/** What a file holds: every good with its row, or everything that is wrong with it. */
export type Reading =
  | ({ ok: true; format: 'shopify' | 'own'; goods: { row: number; good: NewProduct }[] } & LeftOut)
  | { ok: false; faults: RowFault[]; faultCount: number };

/**
 * Reads the goods of a CSV file: a Shopify product export, or our own columns in English or Chinese. All or nothing: one
 * fault refuses the file, and up to 20 are named with their row.
 * @param currency ISO 4217, of all prices in the file
 */
export function readGoods(bytes: Uint8Array, currency: string): Reading {
  const faults = new Faults();
  const table = readTable(bytes, faults);
  if (!table) return refusal(faults);
  const format = isShopify(table.header) ? 'shopify' : 'own';
  const read = format === 'shopify' ? readShopifyTable : readOwnTable;
  const { goods, ...leftOut } = read(table, currency, faults);
  nameDuplicates(goods, faults);
  if (faults.count === 0 && goods.length === 0) faults.add(0, 'the file has no goods', { code: 'NO_GOODS' });
  if (faults.count > 0) return refusal(faults);
  return { ok: true, format, goods, ...leftOut };
}

function nameDuplicates(goods: readonly { row: number; good: NewProduct }[], faults: Faults): void {
  const rows = new Map<string, number>();
  for (const { row, good } of goods) {
    if (good.sku === null) continue;
    const first = rows.get(good.sku);
    if (first === undefined) rows.set(good.sku, row);
    else {
      const reason = `the SKU ${good.sku} is in row ${first} already`;
      faults.add(row, reason, { code: 'SKU_TWICE', given: good.sku, other: first });
    }
  }
}

function refusal(faults: Faults): Reading {
  return { ok: false, faults: faults.listed, faultCount: faults.count };
}
