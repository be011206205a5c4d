import * as z from 'zod/mini';
import type { Head } from '../event-log/ports/store.ts';

export const shortId = z.string().check(z.minLength(1), z.maxLength(64));
const safeInteger = z.int().check(z.gte(0));

/** The fields of a hint about where a log stands and who decides it, as one node tells another. */
export const headHint = {
  logId: shortId,
  history: z.string().check(z.regex(/^[a-z0-9]{8}$/)),
  seq: safeInteger,
  owner: z.nullable(
    z.strictObject({ node: shortId, address: z.string().check(z.maxLength(200)), untilMs: safeInteger }),
  ),
} satisfies { [Field in 'logId' | 'history' | 'seq' | 'owner']: z.ZodMiniType<Head[Field]> };
