import type { StreamDefaults } from '../../shared/market/stream/defaults.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import { defaultSettings, withoutAims } from '../market/stream/settings.ts';
import type { ShopDecision } from './decide.ts';
import type { KnownDefaults, ShopState } from './state.ts';

const NAMES = [
  ...(['plannedMs', 'holdMs', 'flashHoldMs', 'payMs', 'flashPayMs', 'maxPins', 'strictRecentLow'] as const),
  ...(['newBuyerHoldMs', 'offerMs', 'undoMs', 'graceMs', 'closeAfterMs', 'remorseMs', 'claimMs'] as const),
] satisfies (keyof StreamDefaults)[];

/** What every shop begins with: the numbers of rules.md. */
const usual = Object.fromEntries(
  NAMES.filter((name) => defaultSettings[name] !== undefined).map((name) => [name, defaultSettings[name]]),
) as StreamDefaults;

/** What a new stream begins with now (S11). */
export function streamDefaultsOf({
  streamDefaults,
}: Readonly<Pick<ShopState, 'streamDefaults'>>): KnownDefaults {
  return streamDefaults ?? { version: 0, defaults: usual, changed: {} };
}

/**
 * Sets what new streams begin with, whole (S11); streams that are there keep theirs. Another version than the last one →
 * STALE_VERSION with that. The same again → nothing happens.
 */
export function setStreamDefaults(
  state: ShopState,
  { version, defaults }: { version: number; defaults: StreamDefaults },
  by: { by: By },
): ShopDecision<KnownDefaults> {
  const known = streamDefaultsOf(state);
  if (version !== known.version) return refused({ code: 'STALE_VERSION', version: known.version });
  if (changedDefaults(known.defaults, defaults).length === 0) return accept([], () => known);
  const fact = { type: 'stream_defaults_set' as const, was: known.defaults, now: defaults, by: by.by };
  return accept([fact], streamDefaultsOf);
}

/** What the shop knows after its defaults were set. */
export function afterDefaultsSet(
  before: KnownDefaults,
  { was, now, by }: { was: StreamDefaults; now: StreamDefaults; by: By },
  atMs: number,
): KnownDefaults {
  const set = changedDefaults(was, now).map((name) => [
    name,
    { staffId: by.staffId, atMs, was: was[name] ?? null },
  ]);
  return {
    version: before.version + 1,
    defaults: now,
    changed: { ...before.changed, ...Object.fromEntries(set) },
  };
}

/** The settings that a new stream of this shop is made with. */
export function settingsOfNew(state: Readonly<Pick<ShopState, 'streamDefaults'>>) {
  return { ...withoutAims(defaultSettings), ...streamDefaultsOf(state).defaults };
}

/** Those that differ between two. */
export function changedDefaults(was: StreamDefaults, now: StreamDefaults): (keyof StreamDefaults)[] {
  return NAMES.filter((name) => was[name] !== now[name]);
}
