import * as z from 'zod/mini';
import { staffRole } from '../market/account/contract.ts';
import { id, itemNumber } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { orderReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { chatActs } from './chat-acts.ts';
import { factNames } from './fact-name.ts';

export const ACTIVITY_PAGE = 50;
/** The most acts of one page, and of one export: more than anybody does in a stream. */
export const MAX_ACTIVITY_PAGE = 200;
export const MAX_ACTIVITY_ROWS = 10_000;

const seq = z.int().check(z.gte(1));
const value = z.nullable(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

/** What an act changed of what: amounts in minor units, spans and times in ms. */
export const activityField = z.enum([
  ...([
    'price',
    'limit',
    'flashPrice',
    'cap',
    'perBuyer',
    'startsAt',
    'endsAt',
    'stock',
    'left',
    'place',
    'pinned',
    'promotion',
    'bundleUnits',
  ] as const),
  ...(['title', 'titleEn', 'scheduledAt', 'currency', 'permissions', 'playback', 'voucher'] as const),
  ...(['targetMinor', 'plannedMs', 'holdMs', 'flashHoldMs', 'payMs', 'flashPayMs', 'maxPins'] as const),
  ...(['strictRecentLow', 'newBuyerHoldMs', 'offerMs', 'undoMs', 'graceMs', 'closeAfterMs'] as const),
  ...(['remorseMs', 'claimMs'] as const),
  ...(['newcomerShare', 'newcomerUnits', 'unpaidOrders', 'refund', 'tracking', 'accepted'] as const),
  ...(['newcomerPayMs', 'newcomerFlashPayMs', 'newcomerOpenedMs', 'isUnpaidStrike'] as const),
  ...(['muteReason', 'mutedMs', 'allStreams', 'pinnedLine', 'announcement'] as const),
  ...(['chatWriters', 'keptDays', 'listedWords', 'listedDo', 'readyAnswers'] as const),
]);
export type ActivityField = z.infer<typeof activityField>;

/** The old beside the new; null: there was none, or is none. */
export const activityChange = z.strictObject({ field: activityField, from: value, to: value });
export type ActivityChange = z.infer<typeof activityChange>;

/** One act of somebody who works here (A2), as its fact says it; of the chat without a text and a name. */
export const activityEntry = z.strictObject({
  /** Its place in the stream's log, or in the chat's. */
  seq,
  atMs: epochMs,
  type: z.enum([...factNames, ...chatActs]),
  /** Who has no name any more was taken off the team. */
  by: z.strictObject({
    staffId: id,
    device: z.string(),
    name: z.optional(z.string()),
    nameEn: z.optional(z.string()),
    role: z.optional(staffRole),
  }),
  /** The product that it was about. */
  item: z.optional(z.strictObject({ itemNumber, name: z.string(), nameEn: z.optional(z.string()) })),
  /** The order that it was about. */
  order: z.optional(orderReference),
  /** Whose permissions they were. */
  whom: z.optional(z.string()),
  whomEn: z.optional(z.string()),
  changes: z.array(activityChange),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

export const activityQuery = z.strictObject({
  /** Of this person alone. */
  staffId: z.optional(id),
  /** `next` of the page before, and its `chatNext`. */
  before: z.optional(seq),
  chatBefore: z.optional(seq),
  limit: z.optional(z.int().check(z.gte(1), z.lte(MAX_ACTIVITY_PAGE))),
});
export type ActivityQuery = z.infer<typeof activityQuery>;

/** What was done on a stream, newest first. */
export const activityPage = z.strictObject({
  currency: currencyCode,
  entries: z.array(activityEntry).check(z.maxLength(MAX_ACTIVITY_PAGE)),
  /** Where the next page begins; null: this is the last. */
  next: z.nullable(seq),
  /** The same in the chat's log; absent with the last page. */
  chatNext: z.optional(seq),
  /** Who has done something on the pages so far read, and who works on the stream: whom to ask for alone. */
  people: z.array(z.strictObject({ staffId: id, name: z.string(), nameEn: z.optional(z.string()) })),
});
export type ActivityPage = z.infer<typeof activityPage>;
