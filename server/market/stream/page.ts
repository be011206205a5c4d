import type { Chapter, StreamPage, StreamPageView } from '../../../shared/market/stream/page.ts';
import { canonicalJson } from '../../../shared/values/canonical-json.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofPage } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { currencyFixedBy } from './currency.ts';

/**
 * Says what the page of a stream says: title, description, cover, while it is planned its time, once it is over the chapters
 * of its replay (S8). A rehearsal has no page (REHEARSAL), one that was cancelled keeps its own (STREAM_CLOSED); a version
 * that is not the last is STALE_VERSION (L4). What can't be so is PAGE_INVALID. The same again → nothing happens.
 */
export function describeStream(
  state: StreamState,
  { version, page }: { version: number; page: StreamPage },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.rehearsalOf !== null) return refused({ code: 'REHEARSAL' });
  if (state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  const last = state.page?.version ?? 0;
  if (version !== last) return refused({ code: 'STALE_VERSION', version: last });
  const fault = page.scheduledAtMs === state.scheduledAtMs ? null : whyNotThen(state, page, by);
  if (fault) return refused({ code: 'PAGE_INVALID', field: 'scheduledAtMs', reason: fault });
  const wrong = whyNoChapters(state, page);
  if (wrong) return refused({ code: 'PAGE_INVALID', field: 'chapters', reason: wrong });
  const isSame = canonicalJson(pageOf(state)) === canonicalJson(page);
  return accept(isSame ? [] : [{ type: 'stream_described', ...page, by: by.by }], consoleReply(null, ofPage));
}

/** What the page of a stream says, and under which version it is changed. */
export function streamPageView(state: Readonly<StreamState>): StreamPageView {
  return {
    version: state.page?.version ?? 0,
    page: pageOf(state),
    isPlanned: state.status === 'SCHEDULED',
    currency: state.currency,
    currencyFixedBy: currencyFixedBy(state),
  };
}

function whyNotThen(
  state: Readonly<StreamState>,
  { scheduledAtMs }: StreamPage,
  { receivedAtMs }: ConsoleAt,
): 'started' | 'past' | null {
  if (state.status !== 'SCHEDULED') return 'started';
  return scheduledAtMs < receivedAtMs ? 'past' : null;
}

/** A replay has chapters once its stream is over, and each begins while that was on. */
function whyNoChapters(
  { liveStartMs, endedAtMs }: Readonly<StreamState>,
  { chapters = [] }: StreamPage,
): 'early' | 'outside' | null {
  if (chapters.length === 0) return null;
  if (liveStartMs === null || endedAtMs === null) return 'early';
  const isOutside = ({ fromMs = liveStartMs }: Chapter) => fromMs < liveStartMs || endedAtMs <= fromMs;
  return chapters.some(isOutside) ? 'outside' : null;
}

function pageOf({ title, scheduledAtMs, page }: Readonly<StreamState>): StreamPage {
  const { version: _version, ...said } = page ?? { version: 0 };
  return { title, scheduledAtMs, ...said };
}
