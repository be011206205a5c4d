/** Stands in the address of an order's page when its buyer chose to pay on delivery on the provider's page: `?cash=1`. */
export const AT_DOOR = 'cash';
