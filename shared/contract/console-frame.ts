import * as z from 'zod/mini';
import { grant } from '../market/stream/contract.ts';
import { history, id, seq, slug } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';
import { capabilities } from './capabilities.ts';
import { composed } from './capability.ts';
import { contractOf } from './command.ts';

/** Event "c": the floor's own changes between two seqs, whole values; orders are the newest that changed. */
export const consoleFrame = z.strictObject({
  history,
  to: seq,
  ...composed(capabilities, 'frame'),
  ...composed(capabilities, 'frameLists'),
});
export type ConsoleFrame = z.infer<typeof consoleFrame>;

/** What a person may do on a stream; a host and an operator hold every grant. */
const rights = { grants: z.array(grant), isHost: z.boolean() };

/** Event "rights": they are others from now on, and this is the floor as whoever has them sees it. */
export const consoleRights = z.strictObject({ ...rights, frame: consoleFrame });
export type ConsoleRights = z.infer<typeof consoleRights>;

export const consoleHello = contractOf(
  'gateway',
  'Opens the console of a stream: everything the floor sees, then "c" events with what changed.',
  z.strictObject({ protocol: z.int(), slug }),
  z.strictObject({
    streamId: id,
    title: z.string(),
    /** For who reads English; absent: there is the one title. */
    titleEn: z.optional(z.string()),
    currency: z.string(),
    rehearsalOf: z.nullable(id),
    scheduledAtMs: epochMs,
    liveStartMs: z.nullable(epochMs),
    endedAtMs: z.nullable(epochMs),
    nowMs: epochMs,
    viewers: z.int(),
    ...rights,
    frame: consoleFrame,
  }),
);
