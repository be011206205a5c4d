import { applyChanges, emptyView } from '../../../shared/live-view/changes.ts';
import { digestOf } from '../../../shared/live-view/digest.ts';
import type { Change, LiveView } from '../../../shared/live-view/entries.ts';
import { changeKey, changesOf, isTombstone, removalOf } from '../../../shared/live-view/told.ts';
import type { RoomKind } from './room-kind.ts';
import { liveRoom } from './room-names.ts';

/** The public view of a stream as a kind of room. */
export const liveViewKind: RoomKind<LiveView, Change> = {
  prefix: '',
  nameOf: liveRoom,
  empty: emptyView,
  apply: applyChanges,
  changesOf,
  keyOf: changeKey,
  isRemoval: isTombstone,
  removalOf,
  digestOf,
};
