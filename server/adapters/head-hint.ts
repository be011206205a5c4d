import * as z from 'zod/mini';
import type { ToldHead } from '../event-log/ports/head-bus.ts';

export const shortId = z.string().check(z.minLength(1), z.maxLength(64));
const safeInteger = z.int().check(z.gte(0));

/** The fields of a hint about where a log stands, who decides it and what time it is there, as one node tells another. */
export const headHint = {
  logId: shortId,
  kind: shortId,
  history: z.string().check(z.regex(/^[a-z0-9]{8}$/)),
  seq: safeInteger,
  owner: z.nullable(
    z.strictObject({ node: shortId, address: z.string().check(z.maxLength(200)), untilMs: safeInteger }),
  ),
  leftMs: safeInteger,
  nowMs: z.nullable(safeInteger),
} satisfies { [Field in keyof ToldHead]: z.ZodMiniType<ToldHead[Field]> };
