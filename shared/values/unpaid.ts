/** Stands in the address of an order's page when its buyer left the provider's page without paying: `?unpaid=1`. */
export const UNPAID = 'unpaid';
