import * as z from 'zod/mini';

/** ISO 3166, two letters. */
export const countryCode = z.string().check(z.regex(/^[A-Z]{2}$/));
