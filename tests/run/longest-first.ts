import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long, in seconds where they were measured. On a clean checkout vitest knows of no file how long it
 * takes, and begins with those that have the most text; a long one that comes last then runs with nobody beside it.
 */
export const LONG_FILES: Readonly<Record<string, number>> = {
  'tests/interleavings/on-air.spec.ts': 110,
  'tests/load/scenarios.spec.ts': 91,
  'tests/chaos/nodes.spec.ts': 89,
  'tests/e2e/pictures.spec.ts': 85,
  'tests/chaos/redis.spec.ts': 81,
  'tests/crash/crash.spec.ts': 79,
  'tests/video/live-video.spec.ts': 74,
  'tests/probe/attacked-village.spec.ts': 66,
  'tests/probe/village.spec.ts': 67,
  'tests/e2e/payment.spec.ts': 65,
  'tests/e2e/cart.spec.ts': 65,
  'tests/chaos/fuzz/fuzz.spec.ts': 63,
  'tests/e2e/accessibility-office.spec.ts': 62,
  'tests/e2e/accessibility.spec.ts': 57,
  'tests/gateway/demo.spec.ts': 56,
  'tests/interleavings/two-nodes.spec.ts': 55,
  'tests/chaos/postgres.spec.ts': 52,
  'tests/viewer-counter/redis.spec.ts': 49,
  'tests/media/hls.spec.ts': 47,
  'tests/e2e/demo-landing.spec.ts': 42,
  'tests/e2e/checkout.spec.ts': 42,
  'tests/interleavings/whole-market.spec.ts': 40,
  'tests/video/steady-video.spec.ts': 39,
  'tests/media/recording.spec.ts': 38,
  'tests/crash/kill-points-postgres.spec.ts': 37,
  'tests/e2e/weak-moments.spec.ts': 36,
  'tests/deploy/manual-postgres.spec.ts': 35,
  'tests/chaos/cluster.spec.ts': 34,
  'tests/deploy/manual-sqlite.spec.ts': 32,
  'tests/e2e/parts.spec.ts': 31,
  'tests/e2e/console-layout.spec.ts': 31,
  'tests/chaos/weather-postgres.spec.ts': 31,
  'tests/e2e/producer-story.spec.ts': 30,
  'tests/e2e/film.spec.ts': 27,
  'tests/crash/kill-points-sqlite.spec.ts': 30,
  'tests/chaos/weather-sqlite.spec.ts': 30,
  'tests/media/pipes.spec.ts': 29,
  'tests/e2e/drawn-in-page.spec.ts': 27,
  'tests/chaos/postgres-disk.spec.ts': 27,
  'tests/e2e/market-day.spec.ts': 26,
  'tests/video/piped-video-postgres.spec.ts': 25,
  'tests/gateway/rough-peers.spec.ts': 25,
  'tests/chaos/outage.spec.ts': 22,
  'tests/bus/redis.spec.ts': 22,
  'tests/peers/ws.spec.ts': 21,
  'tests/e2e/console-floor.spec.ts': 20,
  'tests/crash/stops-postgres.spec.ts': 20,
  'tests/chaos/standby.spec.ts': 20,
  'tests/video/killed-recording.spec.ts': 19,
  'tests/e2e/purchase-path.spec.ts': 19,
  'tests/crash/restore-postgres.spec.ts': 19,
  'tests/stores/postgres-open.spec.ts': 18,
  'tests/stores/postgres-faults.spec.ts': 18,
  'tests/simulation/worlds-to-600.spec.ts': 18,
  'tests/e2e/shipping.spec.ts': 18,
  'tests/crash/clock.spec.ts': 18,
  'tests/chaos/cluster-clock.spec.ts': 18,
  'tests/media/silence.spec.ts': 16,
  'tests/interleavings/before-the-show.spec.ts': 15,
  'tests/crash/stops-sqlite.spec.ts': 15,
};

/** Begins with what takes longest, so that all workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const seconds = ({ moduleId }: TestSpecification) =>
      Object.entries(LONG_FILES).find(([path]) => moduleId.endsWith(`/${path}`))?.[1] ?? 0;
    return usual.toSorted((a, b) => seconds(b) - seconds(a));
  }
}
