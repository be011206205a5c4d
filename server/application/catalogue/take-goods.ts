import type { ApplicationDeps } from '../deps.ts';
import { importProducts } from './create.ts';
import type { RowFault } from './import-csv/faults.ts';
import type { LeftOut } from './import-csv/left-out.ts';
import type { Reading } from './import-csv/read-goods.ts';

/** What an import did, as `--json` prints it. */
export type ImportReport =
  | ({
      ok: true;
      format: 'shopify' | 'own';
      goods: number;
      producers: number;
      /** Goods of which the file counts no more than one unit: the first order sells them out. */
      scarce: number;
      /** True if this very file was taken in before: nothing was added a second time. */
      isRepeat: boolean;
    } & LeftOut)
  | { ok: false; faults: RowFault[]; faultCount: number };

/** A file that was read without a fault, and the key that names its content (I1). */
export interface TakenReading {
  reading: Extract<Reading, { ok: true }>;
  key: string;
  currency: string;
}

const MOST_FAULTS = 20;

/** Takes the goods of a file into the catalogue, all or none. A SKU that is there already is a fault of its row. */
export async function takeGoods(
  deps: Pick<ApplicationDeps, 'engines' | 'clock' | 'ids'> & Parameters<typeof importProducts>[0],
  { reading, key, currency }: TakenReading,
): Promise<ImportReport> {
  const by = { staffId: 'command-line', device: 'command-line' };
  const { ok, format, goods, ...leftOut } = reading;
  const products = goods.map(({ good }) => good);
  const outcome = await importProducts(deps, by, products, { key, payloadHash: currency });
  if (outcome.kind === 'refused') {
    const taken = await deps.engines.shop.read((shop) =>
      goods.filter(({ good }) => good.sku !== null && shop.skus.has(good.sku)),
    );
    if (taken.length === 0) throw new Error(`The goods were not taken (${outcome.refusal.code}): try again.`);
    const faults = taken.map(({ row, good }) => ({
      row,
      reason: `the SKU ${good.sku} is in the catalogue already`,
      ...{ code: 'SKU_TAKEN' as const, given: good.sku ?? '' },
    }));
    return { ok: false, faults: faults.slice(0, MOST_FAULTS), faultCount: faults.length };
  }
  const producers = new Set(products.map(({ producer }) => producer)).size;
  const scarce = products.filter(({ warehouseUnits }) => warehouseUnits <= 1).length;
  const isRepeat = outcome.replay;
  return { ok, format, goods: products.length, producers, scarce, isRepeat, ...leftOut };
}
