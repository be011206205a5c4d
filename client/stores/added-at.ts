/** Where this device keeps the stream in whose cart it put something last, until the page has noted that cart. */
export const ADDED_AT = 'fairday.added-at';
