import { viewOf } from '../../shared/live-view/changes.ts';
import { type Change, type EntryKind, entries, type LiveView } from '../../shared/live-view/entries.ts';
import { entryChange, wholeChange } from '../../shared/live-view/told.ts';
import { type Invalidated, invalidatedKeys } from './kernel/invalidated.ts';
import type { LiveViews } from './kernel/views.ts';
import type { StreamState } from './state.ts';

/** How one field of the live view is shown, without its own types: they were checked where it stands. */
type AnyView =
  | ((state: StreamState) => unknown)
  | {
      keys(state: StreamState): Iterable<unknown>;
      shown(state: StreamState, key: unknown): unknown;
    };

/** What viewers see, put together of what each capability shows them, in the order of the kinds on the wire. */
export function publicViews(live: LiveViews) {
  const views = (Object.keys(entries) as EntryKind[]).map((kind) => {
    const { field } = entries[kind];
    return { kind, field, view: live[field] as AnyView };
  });

  return {
    /** All that a viewer may see of a stream. Nothing here names a buyer, and nothing counts above what K2 shows. */
    publicView(state: StreamState): LiveView {
      const changes: Change[] = [];
      for (const { kind, view } of views) {
        if (typeof view === 'function') changes.push(wholeChange(kind as never, view(state) as never));
        else for (const key of view.keys(state)) tell(changes, kind, view.shown(state, key), key);
      }
      return viewOf(changes);
    },

    /** The entries of the live view that were touched, with their values of now. */
    changesBy(state: StreamState, invalidated: Invalidated): Change[] {
      const changes: Change[] = [];
      for (const { kind, field, view } of views) {
        const keys = invalidatedKeys(invalidated, field);
        if (typeof view === 'function') {
          if (keys.size > 0) changes.push(wholeChange(kind as never, view(state) as never));
        } else for (const key of keys) tell(changes, kind, view.shown(state, key), key);
      }
      return changes;
    },
  };
}

function tell(into: Change[], kind: EntryKind, shown: unknown, key: unknown): void {
  if (shown !== undefined) into.push(entryChange(kind as never, key as never, shown as never));
}
