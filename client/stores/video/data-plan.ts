import type { DeviceStorage } from '../../connection/device-storage.ts';
import { lowerOf, type QualityLevel, qualityLevels } from './quality-ladder.ts';
import type { Way } from './way.ts';

/** What a viewer chose: the most to receive, how much data it may cost here, and by which way it comes. */
export interface DataPlan {
  /** The highest rung; `high` leaves it to the line. */
  most: QualityLevel;
  /** Megabytes (10⁶ bytes) for one stream, or null for no limit. */
  limitMb: number | null;
  /** Null for by itself. */
  way: Way | null;
}

/** Limits to choose from, MB: about 10 minutes, an hour and an evening of the small picture. */
export const limitChoices = [20, 100, 500] as const;
export const freePlan: DataPlan = { most: 'high', limitMb: null, way: null };
export const MEGABYTE = 1_000_000;

/** From these shares of the limit on, the small picture or the sound alone must do. */
const SMALL_FROM = 0.75;
const SOUND_FROM = 0.9;

/** The highest rung that choice and spent data leave. At the limit nothing more of the picture is received. */
export function ceilingOf(
  { most, limitMb }: Pick<DataPlan, 'most' | 'limitMb'>,
  spentBytes: number,
): QualityLevel {
  if (limitMb === null) return most;
  const share = spentBytes / (limitMb * MEGABYTE);
  if (share >= 1) return 'text';
  if (share >= SOUND_FROM) return lowerOf(most, 'audio');
  return share >= SMALL_FROM ? lowerOf(most, 'low') : most;
}

const PLAN = 'fairday.video';
const SPENT = 'fairday.video-spent';

export function keptPlan(keep: DeviceStorage): DataPlan {
  const kept = parsed(keep.read(PLAN));
  const limitMb = limitChoices.find((choice) => choice === kept?.limitMb) ?? null;
  const way = (['direct', 'steady'] as const).find((each) => each === kept?.way) ?? null;
  return { most: qualityLevels.find((rung) => rung === kept?.most) ?? 'high', limitMb, way };
}

export function keepPlan(keep: DeviceStorage, plan: DataPlan): void {
  keep.write(PLAN, JSON.stringify(plan));
}

/** What this device has spent on a stream already; only the newest stream is remembered. */
export function keptSpent(keep: DeviceStorage, slug: string): number {
  const kept = parsed(keep.read(SPENT));
  return kept?.slug === slug && typeof kept.bytes === 'number' && kept.bytes > 0 ? kept.bytes : 0;
}

export function keepSpent(keep: DeviceStorage, slug: string, bytes: number): void {
  keep.write(SPENT, JSON.stringify({ slug, bytes }));
}

function parsed(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
