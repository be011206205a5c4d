import type { BoundsView, StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import { type ConsoleReply, consoleReply, ofBounds } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import { noBounds } from '../stream/settings.ts';

/**
 * Sets what newcomers and unpaid orders may keep of the stock (H3, H6). What is kept already stays, and open orders keep
 * their windows. A stream that is over for good is STREAM_CLOSED; a version that is not the last STALE_VERSION (L4).
 */
export function setBounds(
  state: StreamState,
  { version, bounds }: { version: number; bounds: StreamBounds },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.status === 'CLOSED' || state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  const { boundsVersion, settings } = state;
  if (version !== boundsVersion) return refused({ code: 'STALE_VERSION', version: boundsVersion });
  const isNews = names.some((name) => bounds[name] !== settings[name]);
  return accept(isNews ? [{ type: 'bounds_set', bounds, by: by.by }] : [], consoleReply(null, ofBounds));
}

/** The bounds of a stream as its console shows them. */
export function boundsView({ boundsVersion, settings, holdPolicy }: Readonly<StreamState>): BoundsView {
  const { holdMs, flashHoldMs, newBuyerHoldMs: newcomerHoldMs, newBuyerUnits: newcomerUnits } = settings;
  const holds = { holdMs, flashHoldMs, newcomerHoldMs, newcomerUnits };
  return {
    version: boundsVersion,
    bounds: boundsOf(settings),
    holds: holdPolicy === 'hold' ? holds : null,
  };
}

const names = Object.keys(noBounds) as (keyof StreamBounds)[];

function boundsOf(settings: StreamBounds): StreamBounds {
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as unknown as StreamBounds;
}
