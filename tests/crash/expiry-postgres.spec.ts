import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expiries } from './expiry-suite.ts';
import { lonePostgresGround } from './ground.ts';
import { LyingClock } from './lying-clock.ts';

// Servers go by the database's clock, so it is the database that wakes a day later; their own clock is right.
expiries(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-clock-'));
  // PostgreSQL runs as a user of its own, and reads the time there.
  chmodSync(folder, 0o755);
  const clock = new LyingClock(folder);
  const ground = await lonePostgresGround(clock.environment);
  return {
    ground,
    clock,
    environment: {},
    async close() {
      await ground.close();
      rmSync(folder, { recursive: true });
    },
  };
});
