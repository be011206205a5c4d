import type { Rules } from '../event-log/log-type.ts';
import { idsNow } from './account/state.ts';
import { StreamGatherer } from './change-set.ts';
import { allDeadlines, deadlinesOf, decideDeadline } from './deadlines.ts';
import type { StreamFact } from './facts.ts';
import { apply } from './fold.ts';
import { SNAPSHOT_VERSION } from './snapshot.ts';
import { emptyStream, type StreamState } from './state.ts';
import { nextOffer } from './waitlist/offer.ts';

/** A stream's log is read and written by the rules of the market. */
export const streamRules: Rules<StreamState, StreamFact> = {
  kind: 'stream',
  snapshotVersion: SNAPSHOT_VERSION,
  empty: (streamId) => emptyStream(streamId),
  apply,
  idsNow,
  whomToAsk: ({ hostName }) => hostName || null,
  deadlinesOf,
  allDeadlines,
  sizeOf: ({ orders, holds }) => orders.size + holds.size,
  decideDeadline,
  following: nextOffer,
  gather: (state) => new StreamGatherer(state),
};
