import { readFile } from 'node:fs/promises';
import type { Product } from '../../../../../shared/contract/catalogue.ts';
import { DAY } from '../../../../../shared/values/time.ts';
import type { App } from '../../../../app.ts';
import type { StaffActor } from '../../../../application/application.ts';
import { keepPicture } from '../../../../gateway/http/pictures/pictures.ts';
import type { Ids } from '../../../../lib/clock.ts';
import { marketGoods, pictureFile } from '../goods.ts';

const WAREHOUSE_UNITS = 3_000;

/** Brings every good of the market into the catalogue, with its picture. @returns them by SKU */
export async function stockTheWarehouse(
  app: App,
  dataDir: string,
  { ids, office }: { ids: Ids; office: StaffActor },
): Promise<Map<string, Product>> {
  const products = new Map<string, Product>();
  const nowMs = app.deps.clock.nowMs();
  for (const { picture, harvestedDaysBefore, ...good } of marketGoods) {
    const path = await keepPicture(dataDir, await readFile(pictureFile(picture)));
    if (path === null) throw new Error(`The drawing ${picture} is no picture.`);
    const made = await app.application.createProduct(office, {
      ...good,
      key: ids.next(),
      currency: 'CNY',
      picture: path,
      ...(harvestedDaysBefore !== null && {
        harvestedOn: new Date(nowMs - harvestedDaysBefore * DAY).toISOString().slice(0, 10),
      }),
      warehouseUnits: WAREHOUSE_UNITS,
    });
    if (!made.ok) throw new Error(`${good.name} was refused: ${made.code}`);
    products.set(good.sku, made.product);
  }
  return products;
}
