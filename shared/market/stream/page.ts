import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { lasting } from '../../contract/refusal.ts';
import { itemNumber } from '../../values/ids.ts';
import { currencyCode } from '../../values/money.ts';
import { line, lines } from '../../values/text.ts';
import { epochMs } from '../../values/time.ts';
import { MAX_CHAPTER_NAME, MAX_CHAPTERS, MAX_DESCRIPTION, MAX_HOST_NAME, MAX_TITLE } from './bounds.ts';

/** A picture that this server keeps: chats and home show it, so it may not be somebody else's. */
export const coverRef = z
  .string()
  .check(z.maxLength(60), z.regex(/^\/pictures\/[0-9a-f]{40}\.(?:jpg|png|webp)$/));

/** A chapter of a replay that is told otherwise than its item was pinned; number and time say which pin it is. */
export const chapter = z.strictObject({
  itemNumber,
  pinnedAtMs: epochMs,
  /** Absent: it begins with the pin. */
  fromMs: z.optional(epochMs),
  /** Absent: it is called like its item. */
  name: z.optional(line(MAX_CHAPTER_NAME)),
  nameEn: z.optional(line(MAX_CHAPTER_NAME)),
  isHidden: z.optional(z.literal(true)),
});
export type Chapter = z.infer<typeof chapter>;

/** What the page of a stream says, whole: what is absent is not said. */
export const streamPage = z.strictObject({
  title: line(MAX_TITLE),
  /** For who reads English; absent: there is the one title, and the one name of the host. */
  titleEn: z.optional(line(MAX_TITLE)),
  hostNameEn: z.optional(line(MAX_HOST_NAME)),
  description: z.optional(lines(MAX_DESCRIPTION)),
  descriptionEn: z.optional(lines(MAX_DESCRIPTION)),
  cover: z.optional(coverRef),
  /** The host's face, shown until the stream begins. */
  hostPicture: z.optional(coverRef),
  scheduledAtMs: epochMs,
  /** Of its replay, once it is over; absent: all as they were pinned. */
  chapters: z.optional(z.array(chapter).check(z.minLength(1), z.maxLength(MAX_CHAPTERS))),
});
export type StreamPage = z.infer<typeof streamPage>;

/** What keeps a stream's currency: it is on, or over; or something in it has an amount (S9). */
export const currencyFixedBy = z.enum(['started', 'items', 'vouchers', 'shipping', 'target']);
export type CurrencyFixedBy = z.infer<typeof currencyFixedBy>;

/** The same as its console shows it, under the version that a change has to name (L4). */
export const streamPageView = z.strictObject({
  version,
  page: streamPage,
  /** Only a stream that has not begun may be moved (S8). */
  isPlanned: z.boolean(),
  currency: currencyCode,
  /** Null: it may be another one (S9). */
  currencyFixedBy: z.nullable(currencyFixedBy),
});
export type StreamPageView = z.infer<typeof streamPageView>;

export const describe = contract(
  'Says what the page of a stream says, whole (S8); its time may change while it is planned.',
  z.strictObject({ ...keyed, version, page: streamPage }),
  consoleAccepted,
);

export const setCurrency = contract(
  'Sells in another currency, while the stream is planned and nothing in it has an amount (S9).',
  z.strictObject({ ...keyed, currency: currencyCode }),
  consoleAccepted,
);

/** The page of a stream (S8) and its currency (S9); their facts are the stream's. */
export const page = {
  console: { 'stream:describe': describe, 'stream:set-currency': setCurrency },
  refusals: {
    /** The stream's currency stays what it is (S9). */
    CURRENCY_FIXED: lasting('console: page, stock and floor prices', { by: currencyFixedBy }),
    /** What it would say can't be so: `started`: its time, once it has begun; `past`: a time that is over; `early`: chapters, before the stream is over; `outside`: a chapter that begins while it was not on. */
    PAGE_INVALID: lasting('console: page, stock and floor prices', {
      field: z.string(),
      reason: z.enum(['started', 'past', 'early', 'outside']),
    }),
  },
} as const satisfies CapabilityContract;
