/** Which sheet lies over the stall. */
export type OpenSheet = 'bag' | 'cart' | 'checkout' | null;

/**
 * An address that ends with `#shop` leads straight into the open shop, with `#shop-7` to a product in it, with
 * `#shop-vouchers` to its vouchers; `#cart` to the cart.
 */
export const sheetAt = (hash: string): OpenSheet =>
  /^#shop(-\w+)?$/.test(hash) ? 'bag' : hash === '#cart' ? 'cart' : null;
