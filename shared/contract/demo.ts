import * as z from 'zod/mini';
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

/** How the demo stands. */
export const demoView = z.strictObject({
  /** What its clock says. */
  nowMs: epochMs,
  /** A week is being passed just now. */
  isMoving: z.boolean(),
  /** The last week did not pass as it should have: the demo is to be opened again. */
  isStuck: z.boolean(),
});
export type DemoView = z.infer<typeof demoView>;

/** What the link of the start holds: whoever has it may take every part. */
const key = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
export const demoEnterRequest = z.strictObject({ key, role: demoRole });
/** Where that part is played, on this server; staff are signed in by it, once. */
export const demoEnterReply = z.strictObject({ address: z.string() });
export const demoWeekRequest = z.strictObject({ key });
