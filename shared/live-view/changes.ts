import { type Change, entries, type LiveView } from './entries.ts';

/** A kind of entry without its own types: they were checked where it stands. */
interface AnyEntry {
  field: string;
  none: unknown;
  read?(change: Change): unknown;
}
const kinds: Readonly<Record<string, AnyEntry>> = entries as never;

/** A view of nothing: what a snapshot's changes are applied to. */
export const emptyView = Object.fromEntries(
  Object.values(kinds).map((kind) => [kind.field, kind.none]),
) as unknown as LiveView;

/**
 * The one reducer of the live view, on both sides of the wire. Entries that do not change keep their identity, so
 * that a counter's change re-renders that counter alone.
 */
export function applyChanges(view: LiveView, changes: readonly Change[]): LiveView {
  const next: Record<string, unknown> = { ...view };
  for (const change of changes) {
    const { field, read } = kinds[change[0]]!;
    const told = change.at(-1);
    const shown = read && told !== null ? read(change) : told;
    next[field] = change.length === 2 ? shown : withEntry(next[field] as object, change[1], shown);
  }
  return next as LiveView;
}

function withEntry(record: object, key: PropertyKey, entry: unknown): object {
  const next: Record<PropertyKey, unknown> = { ...record, [key]: entry };
  if (entry === null) delete next[key];
  return next;
}

/** The view that a snapshot's changes make. */
export function viewOf(changes: readonly Change[]): LiveView {
  return applyChanges(emptyView, changes);
}
