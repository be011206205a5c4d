/**
 * The page of an order in a browser: where a payment comes back to, and where its buyer looks it up.
 * @param pagesAt the origin of the market's pages
 */
export function orderPage(pagesAt: string, orderId: string): string {
  return `${pagesAt}/orders/${orderId}`;
}
