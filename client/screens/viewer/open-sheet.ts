/** Which sheet lies over the stall. */
export type OpenSheet = 'bag' | 'cart' | 'checkout' | null;

/** An address that ends with `#shop`, or `#shop-7` for a product in it, leads straight into the open shop. */
export const sheetAt = (hash: string): OpenSheet => (/^#shop(-\d+)?$/.test(hash) ? 'bag' : null);
