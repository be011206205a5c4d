import type { World } from './world.ts';

/** Lets the world go on until a promise is settled; a world in which it never is says so. */
export async function drive<T>(
  world: World,
  what: string,
  promise: Promise<T>,
  atMostMs = 120_000,
): Promise<T> {
  let isDone = false;
  const note = () => {
    isDone = true;
  };
  promise.then(note, note);
  await world.runTo(world.nowMs + atMostMs, () => isDone);
  if (!isDone) throw new Error(`${what} did not come to an end within ${atMostMs} ms.`);
  return promise;
}
