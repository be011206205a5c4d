import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long, in seconds where they were measured. On a clean checkout vitest knows of no file how long it
 * takes, and begins with those that have the most text; a long one that comes last then runs with nobody beside it.
 */
export const LONG_FILES: Readonly<Record<string, number>> = {
  'tests/load/scenarios.spec.ts': 117,
  'tests/e2e/payment.spec.ts': 93,
  'tests/e2e/pictures.spec.ts': 88,
  'tests/video/live-video.spec.ts': 80,
  'tests/probe/village.spec.ts': 79,
  'tests/e2e/cart.spec.ts': 79,
  'tests/interleavings/on-air.spec.ts': 71,
  'tests/chaos/redis.spec.ts': 70,
  'tests/chaos/nodes.spec.ts': 70,
  'tests/crash/crash.spec.ts': 62,
  'tests/chaos/fuzz/fuzz.spec.ts': 60,
  'tests/e2e/accessibility.spec.ts': 56,
  'tests/gateway/demo.spec.ts': 56,
  'tests/e2e/accessibility-office.spec.ts': 53,
  'tests/crowd/redis.spec.ts': 47,
  'tests/media/hls.spec.ts': 46,
  'tests/chaos/postgres.spec.ts': 45,
  'tests/deploy/manual-sqlite.spec.ts': 45,
  'tests/deploy/manual-postgres.spec.ts': 45,
  'tests/video/steady-video.spec.ts': 40,
  'tests/media/recording.spec.ts': 38,
  'tests/e2e/producer-story.spec.ts': 32,
  'tests/chaos/weather-postgres.spec.ts': 29,
  'tests/chaos/cluster.spec.ts': 29,
  'tests/media/pipes.spec.ts': 28,
  'tests/chaos/weather-sqlite.spec.ts': 28,
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
