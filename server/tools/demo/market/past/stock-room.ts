import type { Product } from '../../../../../shared/contract/catalogue.ts';
import { secondCategory } from '../../../../../shared/values/names.ts';
import type { ReturnTerms } from '../../../../../shared/values/return-terms.ts';
import { DAY } from '../../../../../shared/values/time.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import type { Ids } from '../../../../lib/clock.ts';
import { categoriesEn } from '../goods/categories.ts';
import { marketGoods } from '../goods.ts';
import type { MarketPictures } from '../pictures.ts';
import type { DemoSize } from './calendar.ts';

/** At first of each product: a county sells for half a year before the market's two months. */
const WAREHOUSE_UNITS: Readonly<Record<DemoSize, number>> = { market: 3_000, county: 15_000 };
/** What spoils, by its category. */
const PERISHABLE: readonly string[] = ['水果', '蔬菜', '奶', '蛋'];
/** Terms of returns, by category; the others have the shop's own. */
const RETURNS: Readonly<Record<string, ReturnTerms>> = {
  木雕: { days: 7, paidBy: 'buyer' },
  茶: { days: 7, paidBy: 'shop' },
};

/** Not sold any more: no stream that is on or comes has them. */
const ARCHIVED: readonly string[] = ['JC-58', 'JC-60'];
/** What the warehouse has left of a few that no stream to come has. */
const LEFT: Readonly<Record<string, number>> = { 'JC-26': 6, 'JC-68': 12, 'JC-53': 0 };

/** Brings every good of the market into the catalogue, with its pictures. @returns them by SKU */
export async function stockTheWarehouse(
  app: App,
  pictures: Pick<MarketPictures, 'ofGood'>,
  { ids, office, size }: { ids: Ids; office: StaffActor; size: DemoSize },
): Promise<Map<string, Product>> {
  const products = new Map<string, Product>();
  const nowMs = app.deps.clock.nowMs();
  for (const each of marketGoods) {
    const { look: _, harvestedDaysBefore, ...good } = each;
    const made = await app.application.createProduct(office, {
      ...good,
      ...secondCategory({ categoryEn: categoriesEn[good.category] }),
      key: ids.next(),
      currency: 'CNY',
      ...(await pictures.ofGood(each)),
      ...(harvestedDaysBefore !== null && {
        harvestedOn: new Date(nowMs - harvestedDaysBefore * DAY).toISOString().slice(0, 10),
      }),
      isPerishable: PERISHABLE.includes(good.category),
      ...(RETURNS[good.category] && { returns: RETURNS[good.category] }),
      warehouseUnits: WAREHOUSE_UNITS[size],
    });
    if (!made.ok) throw new Error(`${good.name} was refused: ${made.code}`);
    products.set(good.sku, made.product);
  }
  return products;
}

/** Leaves the warehouse as an evening finds it: two products archived (L8), a few of which hardly any are left. */
export async function tidyTheWarehouse(
  app: App,
  products: ReadonlyMap<string, Product>,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<void> {
  const change = async (sku: string, changes: { isArchived?: true; unitsDelta?: number }) => {
    const { productId } = products.get(sku)!;
    const done = await app.application.changeProduct(office, productId, null, {
      key: ids.next(),
      ...changes,
    });
    if (!done.ok) throw new Error(`${sku} was refused: ${done.code}`);
  };
  for (const sku of ARCHIVED) await change(sku, { isArchived: true });
  for (const [sku, units] of Object.entries(LEFT)) {
    const now = await app.application.product(products.get(sku)!.productId);
    await change(sku, { unitsDelta: units - (now?.warehouseUnits ?? 0) });
  }
}
