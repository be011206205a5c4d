import * as z from 'zod/mini';
import { epochMs } from '../values/time.ts';
import type { CapabilityContract } from './capability.ts';
import { receipt } from './receipt.ts';
import { lasting, passing } from './refusal.ts';

/** The most characters of what stood in a field that its refusal says again. */
export const MAX_SAID_VALUE = 40;
/** The most words that a refusal lists of those that may stand in a field. */
export const MAX_SAID_WORDS = 20;

/** What may stand in a field: a number, so many characters or entries, or one of some words. Bounds are included. */
const fieldRange = z.strictObject({
  of: z.enum(['whole', 'number', 'characters', 'entries', 'words']),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** With `words`. */
  words: z.optional(z.array(z.string()).check(z.maxLength(MAX_SAID_WORDS))),
});
export type FieldRange = z.infer<typeof fieldRange>;

/** What whatever is asked may be refused for: by its key, by who asks, by its form, or by a machine that is in trouble. */
export const anyRequest = {
  refusals: {
    KEY_REUSED: lasting('keys and authority'),
    /**
     * Something may have been done under this key and lost: between `sinceMs` and `restoredAtMs` the log lost what was
     * acknowledged (I5). `ask`: who knows what is missing, as the market has set it (a phone number, an email address, a
     * page, a name), or the host of a stream.
     */
    LOST_IN_RESTORE: lasting('keys and authority', {
      sinceMs: epochMs,
      restoredAtMs: epochMs,
      ask: z.nullable(z.string()),
    }),
    FORBIDDEN: lasting('keys and authority'),
    UNAUTHENTICATED: lasting('keys and authority'),
    NOT_FOUND: lasting('keys and authority'),
    /** Not in the agreed form. Of a field that has one: what may stand there, and what stood there, unless it is private. */
    BAD_REQUEST: lasting('keys and authority', {
      field: z.optional(z.string()),
      range: z.optional(fieldRange),
      value: z.optional(z.string().check(z.maxLength(MAX_SAID_VALUE))),
    }),
    RATE_LIMITED: passing('keys and authority', { retryAfterMs: z.int() }),
    UPGRADE_REQUIRED: lasting('keys and authority'),
    /** `receipt`: of an order or an add that had been read and was not decided (F5). */
    BUSY: passing('machine', { retryAfterMs: z.int(), receipt: z.optional(receipt) }),
    UNAVAILABLE: passing('machine', { retryAfterMs: z.int(), receipt: z.optional(receipt) }),
    INTERNAL: passing('machine'),
  },
} as const satisfies CapabilityContract;
