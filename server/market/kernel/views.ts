import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import type { ConsolePart, KeyOf as PartKeyOf, ValueOf } from '../../../shared/contract/console-parts.ts';
import type { PrivateView } from '../../../shared/contract/private-view.ts';
import type { FieldOf, KeyedKind, KeyOf, ShownOf, SingleKind } from '../../../shared/live-view/entries.ts';
import type { StreamState } from '../state.ts';
import type { Invalidated } from './invalidated.ts';

/** What a capability shows: to everybody, to one buyer alone, and to the console. Each entry has one owner. */
export interface Views {
  live?: Partial<LiveViews>;
  own?: Partial<OwnViews>;
  console?: Partial<ConsoleViews>;
}

/** What the live view shows, by its field. Nothing here names a buyer, and nothing counts above what K2 shows. */
export type LiveViews = { [K in SingleKind as FieldOf<K>]: (state: StreamState) => ShownOf<K> } & {
  [K in KeyedKind as FieldOf<K>]: {
    /** All that there may be now. */
    keys(state: StreamState): Iterable<KeyOf<K>>;
    /** Null: it is gone; undefined: viewers are told nothing of it. */
    shown(state: StreamState, key: KeyOf<K>): ShownOf<K> | null | undefined;
  };
};

/** What a buyer alone is shown; undefined: nothing is said of it. */
export type OwnViews = {
  [F in keyof Omit<PrivateView, 'seq'>]-?: (
    state: StreamState,
    buyerId: string,
    /** As it was looked up (H6); null: it could not be, and nothing is said that hangs on it. */
    isNewInShop: boolean | null,
  ) => PrivateView[F] | undefined;
};

/** What the console is shown: every counter exact, no buyer named. What a restore lost, the application adds. */
export type ConsoleViews = {
  [F in Exclude<keyof ConsoleFrame, 'history' | 'to' | 'gap'>]-?: F extends ConsolePart
    ? {
        /** All that a console opens with, the newest last. */
        keys(state: StreamState): Iterable<PartKeyOf<F>>;
        shown(state: StreamState, key: PartKeyOf<F>): ValueOf<F> | undefined;
        /** Whatever else, when it was touched, is told with it. */
        alsoAfter?: readonly KeySet[];
        /** A frame carries at most so many, the newest. */
        most?: number;
      }
    : (state: StreamState) => ConsoleFrame[F];
};

type KeySet = {
  [S in keyof Invalidated]: Invalidated[S] extends Set<number> ? S : never;
}[keyof Invalidated];
