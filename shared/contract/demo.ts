import * as z from 'zod/mini';
import { itemNumber } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { epochMs } from '../values/time.ts';

/** Whom a visitor of the demo may be. These routes are the demo's alone: no other server has them. */
export const demoRole = z.enum([
  'viewer',
  'buyer',
  'host',
  'assistant',
  'analyst',
  'packer',
  'producer',
  'office',
]);
export type DemoRole = z.infer<typeof demoRole>;

const due = z.strictObject({ untilMs: epochMs, minor: z.int() });

/** What waits behind each role just now, as its screens say it. */
export const demoFigures = z.strictObject({
  currency: currencyCode,
  /** What the host shows; null: nothing. */
  shown: z.nullable(z.strictObject({ itemNumber, name: z.string(), nameEn: z.optional(z.string()) })),
  /** GMV and orders of tonight, paid. */
  soldMinor: z.int(),
  paidOrders: z.int(),
  /** Requests to be shown a product that no pin has answered (L9). */
  asking: z.int(),
  /** Of the returning buyer. */
  parcels: z.int(),
  toPack: z.int(),
  late: z.int(),
  claims: z.int(),
  /** What payouts would pay by the next Friday, and what the producer gets next; null: nothing. */
  due,
  producer: z.nullable(due),
});
export type DemoFigures = z.infer<typeof demoFigures>;

/** States that one may jump to. */
export const demoStates = ['refund', 'claim', 'late', 'due', 'summary', 'film', 'replay'] as const;
export type DemoState = (typeof demoStates)[number];

/** How the demo stands. */
export const demoView = z.strictObject({
  /** What its clock says. */
  nowMs: epochMs,
  /** A week is being passed just now. */
  isMoving: z.boolean(),
  /** The last week did not pass as it should have: the demo is to be opened again. */
  isStuck: z.boolean(),
  /** Null until they were counted once. */
  figures: z.nullable(demoFigures),
});
export type DemoView = z.infer<typeof demoView>;

/** What the link of the start holds: whoever has it may take every part. */
const key = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
export const demoEnterRequest = z.strictObject({ key, role: demoRole });
export const demoJumpRequest = z.strictObject({ key, to: z.enum(demoStates) });
/** Where that part is played, on this server; staff are signed in by it, once. */
export const demoEnterReply = z.strictObject({ address: z.string() });
export const demoWeekRequest = z.strictObject({ key });
