import * as z from 'zod/mini';
import { MAX_ITEMS } from '../market/lineup/bounds.ts';
import { streamSummary } from '../market/stream/contract.ts';
import { id, slug, unitCount } from '../values/ids.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { keyed } from './command.ts';

/** Why a product of the copied lineup is not in the new one. */
export const notCopied = z.enum(['NOT_FOUND', 'PRODUCT_ARCHIVED', 'CURRENCY_DIFFERS', 'STOCK_INVALID']);

/** A new stream as an earlier one was: how it sells and is paid, its currency, terms, shipping and lineup (S13). */
export const copyStreamRequest = z.strictObject({
  ...keyed,
  title: line(80),
  scheduledAtMs: epochMs,
  /** The stream that is copied, or the lineup that was saved (S15): one of the two. */
  from: z.optional(slug),
  lineup: z.optional(id),
});
export type CopyStreamRequest = z.infer<typeof copyStreamRequest>;

const copied = {
  productId: id,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
};

export const copiedStream = z.strictObject({
  stream: streamSummary,
  /** Products that are in the new lineup. */
  added: unitCount,
  /** Of those, the ones of which the warehouse had less than the earlier stream did. */
  short: z
    .array(z.strictObject({ ...copied, units: unitCount, wanted: unitCount }))
    .check(z.maxLength(MAX_ITEMS)),
  /** Those that are not in it, and why. */
  refused: z.array(z.strictObject({ ...copied, code: notCopied })).check(z.maxLength(MAX_ITEMS)),
});
export type CopiedStream = z.infer<typeof copiedStream>;
