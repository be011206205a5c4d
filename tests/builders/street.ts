import { openHub } from '../../server/adapters/bus/in-process.ts';
import { openPeerHub } from '../../server/adapters/peers/in-process.ts';
import { inProcessViewerCounter } from '../../server/adapters/viewer-counter/in-process.ts';
import type { Bus } from '../../server/ports/bus.ts';
import { type Ground, MarketHouse, newGround } from './engine-house.ts';

/** Several nodes of one market over one store, on one clock: houses of a street. */
export interface Street {
  ground: Ground;
  houses: MarketHouse[];
  /** No message of the bus reaches anybody any more. */
  cutBus(): Promise<void>;
  close(): Promise<void>;
}

/** @param carriers the bus of each node; without them all meet in this process */
export async function openStreet(
  count: number,
  ground: Ground = newGround(),
  carriers: readonly Bus[] = [],
): Promise<Street> {
  const hub = openHub();
  const peers = openPeerHub(ground.clock.ofProcess());
  const buses: Bus[] = [];
  const houses: MarketHouse[] = [];
  for (let n = 0; n < count; n += 1) {
    const nodeId = `node-${n}`;
    const cluster = () => {
      const bus = carriers[n] ?? hub.join();
      buses.push(bus);
      return { nodeId, bus, crowd: inProcessViewerCounter(), peers: peers.join(`ws://${nodeId}:1`) };
    };
    const house = await MarketHouse.open({ ...ground, cluster });
    houses.push(house);
  }
  for (const house of houses) house.host = houses[0]!.host;
  return {
    ground,
    houses,
    async cutBus() {
      for (const bus of buses) await bus.close();
    },
    async close() {
      for (const house of houses) await house.close();
    },
  };
}

/** Lets what is ready run, many times over, without any time passing. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 200; n += 1) await new Promise((resolve) => setImmediate(resolve));
}
