import type { Node } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { SimNet } from './sim-net.ts';
import type { Disk } from './sim-store.ts';
import type { Tally } from './tally.ts';
import type { Weather } from './weather.ts';

const MINUTE_MS = 60_000;

type Trouble = 'crash' | 'pause' | 'cutOffStore' | 'cutOffPeer' | 'fullDisk' | 'badDisk' | 'clockStep';

/** Lets things happen to machines and lines for a while, each as often as the weather says; then they heal. */
export function bringTroubles(
  deps: { world: World; nodes: readonly Node[]; disk: Disk; net: SimNet; tally: Tally; weather: Weather },
  lengthMs: number,
): void {
  const { world, nodes, disk, net, tally, weather } = deps;
  const { chance } = world;
  const untilMs = world.nowMs + lengthMs;

  const troubles: Record<Trouble, () => void> = {
    crash() {
      tally.count('crash');
      chance.one(nodes).crash();
    },
    pause() {
      tally.count('pause');
      chance.one(nodes).pause(chance.seldomLong(50, 15_000));
    },
    clockStep() {
      tally.count('machine slept');
      chance.one(nodes).sleep(chance.seldomLong(500, 20_000));
    },
    cutOffStore() {
      tally.count('node cut off from the store');
      const { name } = chance.one(nodes);
      disk.cutOff.set(name, chance.happens(0.5) ? 'refused' : 'silent');
      world.story.tell(`${name} is cut off from the store`);
      world.after(chance.seldomLong(200, 20_000), () => {
        disk.cutOff.delete(name);
        world.story.tell(`${name} reaches the store`);
      });
    },
    cutOffPeer() {
      const a = chance.one(nodes).name;
      if (chance.happens(0.4)) {
        tally.count('node cut off from the bus');
        net.busless.add(a);
        world.after(chance.seldomLong(200, 20_000), () => net.busless.delete(a));
        return;
      }
      const b = chance.one(nodes).name;
      if (a === b) return;
      tally.count('two nodes cut off');
      net.cut(a, b);
      world.after(chance.seldomLong(200, 20_000), () => net.healBetween(a, b));
    },
    fullDisk() {
      tally.count('disk full');
      disk.fullUntilMs = world.nowMs + chance.seldomLong(100, 8_000);
    },
    badDisk() {
      tally.count('disk broken');
      disk.isBad = true;
    },
  };

  const plan = (kind: Trouble) => {
    if (weather[kind] === 0) return;
    // Times between are exponential: troubles come singly and in flocks.
    const waitMs = (-Math.log(1 - chance.next()) * MINUTE_MS) / weather[kind];
    if (world.nowMs + waitMs > untilMs) return;
    world.after(waitMs, () => {
      // All may have healed by then.
      if (weather[kind] === 0) return;
      troubles[kind]();
      plan(kind);
    });
  };
  for (const kind of Object.keys(troubles) as Trouble[]) plan(kind);
}
