import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { LiveMedia } from '../../features/media/live-media.ts';
import type { Counters } from '../counters.ts';
import { logLosses } from '../log-output.ts';
import type { SecurityLog } from '../security/security-log.ts';

const registries = new WeakMap<Counters, Registry>();

/** The counters and the process's own numbers in Prometheus' form. Nothing is measured before the first question. */
export async function metricsText(
  counters: Counters,
  media: Pick<LiveMedia, 'status' | 'load' | 'pipes'>,
  security: Pick<SecurityLog, 'state'>,
  version: string,
): Promise<{ contentType: string; text: string }> {
  let registry = registries.get(counters);
  if (!registry) {
    registry = registryOf(counters, media, security, version);
    registries.set(counters, registry);
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function registryOf(
  counters: Counters,
  media: Pick<LiveMedia, 'status' | 'load' | 'pipes'>,
  security: Pick<SecurityLog, 'state'>,
  version: string,
): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'fairday_build_info',
    help: 'Which Fairday this is, on which Node: always 1.',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.versions.node }, 1);
  for (const name of Object.keys(counters) as (keyof Counters)[]) {
    new Gauge({
      name: `fairday_${snake(name)}`,
      help: `Front door: ${name}.`,
      registers: [registry],
      collect() {
        this.set(counters[name]);
      },
    });
  }
  new Counter({
    name: 'fairday_log_lines_dropped_total',
    help: 'Log lines that standard output did not take.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(logLosses.lines);
    },
  });
  for (const name of ['waiting', 'written', 'lost', 'failures'] as const) {
    new Gauge({
      name: `fairday_security_log_${name}`,
      help: `Security log: entries ${name}.`,
      registers: [registry],
      collect() {
        this.set(security.state()[name]);
      },
    });
  }
  new Gauge({
    name: 'fairday_media_available',
    help: 'Live video: 1 if this server can carry it.',
    registers: [registry],
    collect() {
      this.set(media.status().isAvailable ? 1 : 0);
    },
  });
  for (const name of [
    ...(['workers', 'workersDied', 'stages', 'lines', 'pipes', 'consumers'] as const),
    ...(['packagers', 'packagersFailed'] as const),
  ]) {
    new Gauge({
      name: `fairday_media_${snake(name)}`,
      help: `Live video: ${name}.`,
      registers: [registry],
      collect() {
        this.set(media.load()[name]);
      },
    });
  }
  for (const name of ['streams', 'viewers', 'failed'] as const) {
    new Gauge({
      name: `fairday_media_piped_${name}`,
      help: `Live video of other servers, shown by this one: ${name}.`,
      registers: [registry],
      collect() {
        this.set(media.pipes()?.[name] ?? 0);
      },
    });
  }
  return registry;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
