import type { Bus, Publication } from '../../ports/bus.ts';

/**
 * The bus of one process: a publication reaches every listener at once, in order. A listener that throws is reported
 * and harms neither the publisher, whose facts are committed, nor the other listeners.
 */
export function inProcessBus(onFault: (fault: unknown) => void): Bus {
  const listeners = new Set<(publication: Publication) => void>();
  return {
    publish(publication) {
      for (const listener of listeners) {
        try {
          listener(publication);
        } catch (fault) {
          onFault(fault);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
