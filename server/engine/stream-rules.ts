import { apply } from '../domain/apply.ts';
import { allDeadlines, deadlinesOf, decideDeadline } from '../domain/deadlines.ts';
import type { StreamFact } from '../domain/facts.ts';
import { SNAPSHOT_VERSION } from '../domain/snapshot.ts';
import { emptyStream, idsNow, type StreamState } from '../domain/state.ts';
import { nextOffer } from '../domain/waitlist/offer.ts';
import type { Rules } from './rules.ts';
import { StreamGatherer } from './stream-gatherer.ts';

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
