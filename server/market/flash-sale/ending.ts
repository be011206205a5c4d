import type { StreamState } from '../state.ts';

/**
 * The first end among the flashes that are on at a time, whether or not their beginning is written yet; a flash that is
 * on ends after `nowMs`. Epoch ms, or null if none is on.
 */
export function nextFlashEnd({ flashes }: Pick<StreamState, 'flashes'>, nowMs: number): number | null {
  let firstMs: number | null = null;
  for (const { phase, startsAtMs, endsAtMs } of flashes.values()) {
    const isOn = (phase === 'announced' || phase === 'running') && startsAtMs <= nowMs && nowMs < endsAtMs;
    if (isOn && (firstMs === null || endsAtMs < firstMs)) firstMs = endsAtMs;
  }
  return firstMs;
}
