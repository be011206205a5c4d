import { Tally } from '../../ports/tally.ts';
import type { Log } from '../logging/log.ts';

/**
 * The contexts of faults, as log lines name them; a test checks that none is missing. Each series starts at 0, since
 * Prometheus sees no increase in one that begins with its first fault.
 */
export const faultContexts = [
  'append',
  'apply',
  'audit',
  'bus',
  'chat',
  'claim',
  'command',
  'console',
  'control',
  'decide',
  'engine',
  'evening',
  'guest log',
  'live room',
  'log diverged',
  'look up',
  'media',
  'media of another node',
  'outbox',
  'payment notice',
  'presence',
  'publish',
  'read',
  'recent buyers',
  'recording',
  'refunds',
  'request',
  'returns',
  'security log',
  'segmenter',
  'settlement',
  'shipping-credits',
  'show requests',
  'sleep',
  'snapshot',
  'store files',
  'stream number',
  'viewers',
  'watch',
  'webhooks',
  'other',
] as const;

export type FaultCounts = Tally<(typeof faultContexts)[number]>;

/**
 * A log that counts its faults: every line with `err` and `context`. Only written lines count, so sampled ones and
 * those of a store's outage do not.
 */
export function countingLog(log: Log): { log: Log; faults: FaultCounts } {
  const faults: FaultCounts = new Tally(faultContexts);
  const counting =
    (level: 'warn' | 'error') =>
    (...line: [about: object, what: string]): void => {
      const context = contextOf(line[0]);
      if (context !== null && !faults.add(context)) faults.add('other');
      log[level](...line);
    };
  const passing =
    (level: 'debug' | 'info' | 'fatal') =>
    (...line: [about: object, what: string]): void =>
      log[level](...line);
  return {
    log: {
      debug: passing('debug'),
      info: passing('info'),
      warn: counting('warn'),
      error: counting('error'),
      fatal: passing('fatal'),
    } as Log,
    faults,
  };
}

/** The context of a line up to the colon (`append: full`); null: the line is no fault. */
function contextOf(about: unknown): string | null {
  if (typeof about !== 'object' || about === null || !('err' in about) || !('context' in about)) return null;
  return String(about.context).split(':', 1)[0]!;
}
