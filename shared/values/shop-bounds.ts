/** What a shop says of itself is at most so long, in characters (B6). */
export const SHOP_BOUNDS = {
  maxName: 80,
  maxLicence: 60,
  maxContact: 160,
  maxPhone: 40,
  /** Of a policy in one language: six of them in 3-byte characters stay within what a request may weigh. */
  maxPolicy: 2_000,
} as const;
