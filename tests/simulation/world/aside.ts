import { AsyncLocalStorage } from 'node:async_hooks';
import type { Chance } from './chance.ts';

const asides = new AsyncLocalStorage<Chance>();

/**
 * Runs something beside a world, with all that follows from it: whatever it draws comes from this chance. So a world is what
 * it would be without it, as far as nothing of it reaches the world.
 */
export function runAside<T>(chance: Chance, run: () => T): T {
  return asides.run(chance, run);
}

/** The chance of what runs beside a world now; undefined: this is the world. */
export function chanceAside(): Chance | undefined {
  return asides.getStore();
}
