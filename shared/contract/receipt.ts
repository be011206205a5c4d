import * as z from 'zod/mini';

/**
 * Proves to any node when a command arrived that was not decided: the time, and a signature over it, the buyer, the
 * stream, the key and what was asked. It comes with `BUSY` and `UNAVAILABLE`, and is sent along with the same command
 * under the same key (F5).
 */
export const receipt = z.string().check(z.maxLength(60), z.regex(/^\d{1,13}\.[A-Za-z0-9_-]{43}$/));
