import type { StreamFact } from '../../server/market/facts.ts';
import { publicView } from '../../server/market/market.ts';
import type { StreamState } from '../../server/market/state.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import { Rooms } from './rooms.ts';
import { Screen } from './screen.ts';

/**
 * Everybody who looks on: viewers, buyers, the console. What a fact changes for one of them has to be told (K3), and a buyer
 * whom it names has to have a record, or a merge would pass him over (B2).
 */
export class Onlookers {
  readonly state: StreamState;
  private readonly screen: Screen;
  private readonly rooms: Rooms;

  /** @param state as it is before the first fact that they hear of */
  constructor(state: StreamState) {
    this.state = state;
    this.screen = new Screen(state);
    this.rooms = new Rooms(state);
  }

  /** After a fact was applied; throws if somebody is shown something new and is not told. */
  hear(fact: StreamFact): void {
    this.screen.hears(this.state, fact);
    const untold = this.rooms.hears(this.state, fact);
    if (canonicalJson(this.screen.cursor.view) !== canonicalJson(publicView(this.state)))
      untold.push('viewers');
    if (untold.length > 0) throw new Error(`[K3] Not told of ${fact.type}: ${untold.join(', ')}.`);
  }
}
