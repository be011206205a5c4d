import type { StreamTerms } from '../../../shared/market/stream/terms.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofTerms } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { withoutAims } from './settings.ts';

const names = [
  ...(['targetMinor', 'plannedMs'] as const),
  ...(['holdMs', 'flashHoldMs', 'payMs', 'flashPayMs'] as const),
  ...(['maxPins', 'strictRecentLow'] as const),
  ...(['newBuyerHoldMs', 'offerMs', 'undoMs', 'graceMs', 'closeAfterMs'] as const),
] satisfies (keyof StreamTerms)[];

/**
 * Sets the aims of a stream, its times, its pins and its price guard (S10). What is reserved or ordered already keeps its time, what
 * is pinned stays until the next pin, a flash that is on goes on. A stream that is over for good is STREAM_CLOSED; a version
 * that is not the last STALE_VERSION (L4).
 */
export function setTerms(
  state: StreamState,
  { version, terms }: { version: number; terms: StreamTerms },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.status === 'CLOSED' || state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  const known = versionOfTerms(state);
  if (version !== known) return refused({ code: 'STALE_VERSION', version: known });
  const was = termsOf(state);
  // An aim that is not said is none; a rare time that is not said stays.
  const now = { ...withoutAims(was), ...terms };
  return accept(
    changedTerms(was, now).length > 0 ? [{ type: 'terms_set', was, now, by: by.by }] : [],
    consoleReply(null, ofTerms),
  );
}

/** The terms that a stream decides by now. */
export function termsOf({ settings }: Readonly<Pick<StreamState, 'settings'>>): StreamTerms {
  const said = names.filter((name) => settings[name] !== undefined);
  return Object.fromEntries(said.map((name) => [name, settings[name]])) as unknown as StreamTerms;
}

/** The fact that set them last; 0: the stream's first. */
export function versionOfTerms({ terms }: Readonly<Pick<StreamState, 'terms'>>): number {
  return terms?.version ?? 0;
}

/** Those that differ between two. */
export function changedTerms(was: StreamTerms, now: StreamTerms): (keyof StreamTerms)[] {
  return names.filter((name) => was[name] !== now[name]);
}
