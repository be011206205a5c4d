import type { StreamFact } from '../facts.ts';
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

/** S3: the flashes that a stream ends with it, and those that never start. */
export function endFlashes(state: Readonly<StreamState>, atMs: number): StreamFact[] {
  const facts: StreamFact[] = [];
  for (const flash of state.flashes.values()) {
    if (flash.phase !== 'announced' && flash.phase !== 'running') continue;
    const endedAtMs = Math.min(atMs, flash.endsAtMs);
    facts.push({ type: 'flash_sale_ended', flashId: flash.flashId, endedAtMs, reason: 'stream', by: null });
  }
  return facts;
}
