import * as z from 'zod/mini';
import { id, seq, slug } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';
import { eventKind, outsideEvent } from './outside-event.ts';

/** A shop has few systems that listen; each is a line of its own along every log. */
export const MAX_WEBHOOKS = 20;
/** Deliveries that an endpoint remembers, for people who look for what went wrong. */
export const DELIVERIES_SHOWN = 20;
export const MAX_FACTS_PAGE = 200;

export const webhookRequest = z.strictObject({
  url: z.string().check(z.maxLength(500), z.regex(/^https?:\/\/[^\s]+$/)),
  kinds: z.array(eventKind).check(z.minLength(1), z.maxLength(4)),
});
export type WebhookRequest = z.infer<typeof webhookRequest>;

/** One try to deliver, as it ended. */
export const webhookDelivery = z.strictObject({
  atMs: epochMs,
  /** The stream's slug; empty for an event of the shop. */
  stream: z.string(),
  seq,
  type: z.string(),
  /** What was answered; null if nothing was. */
  status: z.nullable(z.int()),
  /** Null: delivered. */
  failure: z.nullable(z.string()),
  tookMs: z.int(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

export const webhookView = z.strictObject({
  webhookId: id,
  url: z.string(),
  kinds: z.array(eventKind),
  createdAtMs: epochMs,
  /** Who added it; null: nobody who is known by name any more. */
  by: z.optional(z.nullable(z.string())),
  byEn: z.optional(z.string()),
  /** Null: on. */
  offAtMs: z.nullable(epochMs),
  offWhy: z.nullable(z.enum(['failing', 'gone', 'staff'])),
  /** Who of the staff switched it off; null: nobody who is known by name any more. Absent: it was not kept, or nobody did. */
  offBy: z.optional(z.nullable(z.string())),
  offByEn: z.optional(z.string()),
  delivered: z.int(),
  failed: z.int(),
  lastDeliveredAtMs: z.nullable(epochMs),
  /** Since when something waits that could not be delivered; null while nothing does. */
  failingSinceMs: z.nullable(epochMs),
  /** The newest tries, newest first. */
  recent: z.array(webhookDelivery),
});
export type WebhookView = z.infer<typeof webhookView>;

/** The secret is told this once; whoever loses it removes the endpoint and adds it again. */
export const newWebhookReply = z.strictObject({ webhook: webhookView, secret: z.string() });

export const webhookParams = z.strictObject({ webhookId: id });
export const webhookSwitch = z.strictObject({ isOn: z.boolean() });

/** From a place of a log on, everything is delivered again, in order. `shop` names the log of the settlement. */
export const replayRequest = z.strictObject({
  stream: slug,
  fromSeq: z.int().check(z.gte(1), z.lte(1_000_000_000)),
});

export const factsQuery = z.strictObject({
  stream: slug,
  after: z.optional(seq),
  limit: z.optional(z.int().check(z.gte(1), z.lte(MAX_FACTS_PAGE))),
  kind: z.optional(eventKind),
});
export const factsPage = z.strictObject({
  stream: slug,
  events: z.array(z.strictObject({ id: z.string(), event: outsideEvent })),
  /** Ask again with `after` set to this. Everything up to here was told, or is nobody's outside. */
  next: seq,
  /** False while there is more. */
  isEnd: z.boolean(),
});
