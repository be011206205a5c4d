import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Counters } from '../counters.ts';

const registries = new WeakMap<Counters, Registry>();

/** The counters and the process's own numbers in Prometheus' form. Nothing is measured before the first question. */
export async function metricsText(counters: Counters): Promise<{ contentType: string; text: string }> {
  let registry = registries.get(counters);
  if (!registry) {
    registry = registryOf(counters);
    registries.set(counters, registry);
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function registryOf(counters: Counters): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of Object.keys(counters) as (keyof Counters)[]) {
    new Gauge({
      name: `fairday_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      help: `Front door: ${name}.`,
      registers: [registry],
      collect() {
        this.set(counters[name]);
      },
    });
  }
  return registry;
}
