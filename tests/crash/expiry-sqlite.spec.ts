import { expiries } from './expiry-suite.ts';
import { fileGround } from './ground.ts';
import { LyingClock } from './lying-clock.ts';

expiries(async () => {
  const ground = fileGround();
  const clock = new LyingClock(ground.folder);
  return { ground, clock, environment: clock.environment, close: () => ground.close() };
});
