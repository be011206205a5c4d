import type { Capability } from '../kernel/capability.ts';
import { type Invalidated, invalidateStream } from '../kernel/invalidated.ts';
import type { AllMoments } from '../kernel/moments.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { StreamState } from '../state.ts';
import { returnAll } from '../stock/after-close.ts';
import type { Timeline } from '../timeline.ts';
import { aimChapter } from './aims.ts';
import { streamCommands } from './commands.ts';
import type { StreamLifeFacts } from './facts.ts';
import { streamFolds } from './fold.ts';
import { streamViews } from './views.ts';

/**
 * The life of a stream, its page, its bounds (S1–S4, S6, S8).
 * @param moments what its end means to the others
 */
export function streamOf(moments: AllMoments) {
  return {
    fold: streamFolds,
    commands: streamCommands(moments),
    invalidates: {
      stream_created: tellAll,
      rehearsal_started: tellAll,
      stream_went_live: tellAll,
      stream_interrupted: tellAll,
      stream_resumed: tellAll,
      stream_ended: tellAll,
      stream_cancelled: tellAll,
      stream_closed: tellAll,
      selling_paused: invalidateStream,
      selling_resumed: invalidateStream,
      stream_described: invalidateStream,
      currency_changed: invalidateStream,
      terms_set: (into, state) => {
        // How long what is added is reserved is told to each.
        for (const buyerId of state.buyers.keys()) into.buyers.add(buyerId);
      },
      assistant_granted: (into, _state, { staffId }) => {
        into.staff.add(staffId);
      },
    },
    deadlines: {
      of: {
        stream_ended: (state, { closesAtMs }) => [
          ...moments.endSets(state),
          { dueAtMs: closesAtMs, kind: 'close', id: state.streamId },
        ],
      },
      all: ({ status, closesAtMs, streamId }) =>
        status === 'ENDED' && closesAtMs !== null
          ? [{ dueAtMs: closesAtMs, kind: 'close', id: streamId }]
          : [],
      decide: {
        close: (state, _due, { ids }) =>
          state.status === 'ENDED' ? [{ type: 'stream_closed' }, ...returnAll(state, ids)] : [],
      },
    },
    due: {
      stream_interrupted: ({ media }, { dueAtMs }) =>
        dueAtMs === undefined ? null : { said: dueAtMs, set: media?.interruptsAtMs ?? null },
      stream_closed: ({ closesAtMs }) => ({ said: closesAtMs ?? 0, set: closesAtMs }),
    },
    records: {
      stream_interrupted: recordInterruption,
      stream_resumed: recordInterruption,
      stream_ended: (into, state, fact, stamp) => {
        into.followPins(state, stamp.atMs);
        recordInterruption(into, state, fact, stamp);
      },
    },
    views: streamViews,
    report: { aims: aimChapter },
  } satisfies Capability<StreamLifeFacts, 'close'>;
}

/** Where a stream stands in its life says what every shelf shows (K2). */
function tellAll(into: Invalidated, state: StreamState): void {
  invalidateStream(into);
  for (const itemNumber of state.items.keys()) into.stock.add(itemNumber);
}

function recordInterruption(into: Timeline, state: StreamState, _fact: unknown, { atMs }: Stamp): void {
  into.followInterruption(state, atMs);
}
