import type { ListedProduct } from '../../shared/contract/catalogue.ts';

/** A product of the catalogue by its place in it; a test names what it looks at. */
export function aProduct(n: number, name: string, more: Partial<ListedProduct> = {}): ListedProduct {
  return {
    ...{ productId: productIdOf(n), sku: '', name },
    ...{ producerId: '0190a000-0000-7000-9000-000000000078', producer: 'Orchard', origin: '' },
    ...{ category: '', grams: 0, priceMinor: 3_990, floorMinor: 0, currency: 'CNY', picture: '' },
    ...{ warehouseUnits: 40, isPerishable: false, harvestedOn: '', batch: '' },
    ...{ shipBaseMinor: 0, shipIncrementMinor: 0 },
    ...more,
  };
}

export function productIdOf(n: number): string {
  return `0190a000-0000-7000-9000-0000000005${String(n).padStart(2, '0')}`;
}
