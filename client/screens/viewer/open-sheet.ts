/** Which sheet lies over the stall. */
export type OpenSheet = 'bag' | 'basket' | 'checkout' | null;
