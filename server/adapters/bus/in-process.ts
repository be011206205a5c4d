import type { Clock } from '../../lib/clock.ts';
import type { Bus, BusMessage } from '../../ports/bus.ts';

/** The bus of a market that is one process: there is nobody else to tell, and nobody else to hear. */
export function inProcessBus(): Bus {
  return {
    publish() {},
    subscribe: () => () => {},
    isWhole: () => true,
    close: async () => {},
  };
}

/** A place where several buses of one process meet, each as a node of its own would have it. */
export interface Hub {
  /** Another bus of this hub. It hears the others from now on, and they hear it. */
  join(): Bus;
}

/**
 * Connects buses within one process. A message arrives after what is ready to run now has run, as from another machine;
 * every listener gets a copy of its own, so that a listener that throws or scribbles harms no other.
 */
export function openHub(clock: Pick<Clock, 'soon'> = { soon: setImmediate }): Hub {
  const members = new Set<Set<(message: BusMessage) => void>>();
  return {
    join() {
      const listeners = new Set<(message: BusMessage) => void>();
      members.add(listeners);
      return {
        publish(message) {
          if (!members.has(listeners)) return;
          const text = JSON.stringify(message);
          for (const others of members) {
            if (others === listeners) continue;
            for (const listener of others) {
              clock.soon(() => {
                if (others.has(listener)) listener(JSON.parse(text));
              });
            }
          }
        },
        subscribe(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        isWhole: () => members.has(listeners),
        async close() {
          members.delete(listeners);
          listeners.clear();
        },
      };
    },
  };
}
