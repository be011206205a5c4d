import type { TestClock } from './engine-clock.ts';
import { turns } from './engine-store.ts';

/** Something that comes to a process. */
export interface Coming {
  atMs: number;
  /** Hands it on. @param readAtMs when it was read, as the door dates it: with the first of its turn (T3) */
  read(readAtMs: number): void;
}

/** What is looked up for a command is found so many turns later. */
const LOOK_UP_TURNS = 1;
/** What has nothing to do looks so often. */
const IDLE_MS = 20;

/**
 * Lets a process read what comes as an event loop does it: in each turn first the timers, then all that had come when the
 * reading began, then the rest. It takes so long over each that it may be a long turn behind.
 */
export async function readBySlowLoop(
  clock: TestClock,
  coming: readonly Coming[],
  { eachMs, untilMs }: { eachMs: number; untilMs: number },
): Promise<void> {
  const inOrder = [...coming].sort((a, b) => a.atMs - b.atMs);
  let found: (() => void)[][] = Array.from({ length: LOOK_UP_TURNS }, () => []);
  let next = 0;
  while (clock.nowMs() < untilMs) {
    clock.passTo(clock.nowMs());
    const beganMs = clock.nowMs();
    const isHere = (one: Coming | undefined) => one !== undefined && one.atMs <= beganMs;
    if (!isHere(inOrder[next])) clock.passes(IDLE_MS);
    else clock.isBusyFor(eachMs);
    const readAtMs = clock.nowMs();
    const read: (() => void)[] = [];
    while (isHere(inOrder[next])) {
      const one = inOrder[next]!;
      read.push(() => one.read(readAtMs));
      clock.isBusyFor(eachMs);
      next += 1;
    }
    for (const goOn of found[0]!) goOn();
    found = [...found.slice(1), read];
    await turns(4);
  }
}
