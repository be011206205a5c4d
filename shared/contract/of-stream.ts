import * as z from 'zod/mini';

/** What stands beside something of a stream that is told away from it: how its readers know the stream. */
export const ofStream = {
  streamTitle: z.string(),
  /** For who reads English; absent: there is the one title. */
  streamTitleEn: z.optional(z.string()),
};
