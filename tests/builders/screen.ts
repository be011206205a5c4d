import type { StreamFact } from '../../server/market/facts.ts';
import { nothingInvalidated } from '../../server/market/kernel/invalidated.ts';
import { changesBy, invalidate, publicView } from '../../server/market/market.ts';
import type { StreamState } from '../../server/market/state.ts';
import { type Cursor, takeFrame, takeSnapshot } from '../../shared/live-view/cursor.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { changesOf } from '../../shared/live-view/told.ts';

const HISTORY = 'abcd1234';

/** A viewer's screen: one snapshot, then one frame per fact, with the entries that the fact changed. */
export class Screen {
  cursor: Cursor;

  constructor(state: StreamState) {
    this.cursor = takeSnapshot({
      history: HISTORY,
      to: state.seq,
      changes: sent(changesOf(publicView(state))),
    });
  }

  hears(state: StreamState, fact: StreamFact): void {
    const frame = {
      history: HISTORY,
      from: state.seq - 1,
      to: state.seq,
      changes: changesOfFact(state, fact),
    };
    const outcome = takeFrame(this.cursor, frame);
    if (outcome.kind !== 'applied') throw new Error(`The frame of ${fact.type} was ${outcome.kind}.`);
    this.cursor = outcome.cursor;
  }
}

function changesOfFact(state: StreamState, fact: StreamFact): Change[] {
  const changed = nothingInvalidated();
  invalidate(changed, state, fact);
  return sent(changesBy(state, changed));
}

/** What arrives after the wire. */
function sent(changes: Change[]): Change[] {
  return JSON.parse(JSON.stringify(changes));
}
