import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a fixed piece of work takes on a machine, in ms. */
export interface Yardstick {
  /** 40,000 digests, one of the other. */
  digestsMs: number;
  /** 30 pages that are written and synced, one after the other. */
  syncsMs: number;
}

const DIGESTS = 40_000;
const SYNCS = 30;
const PAGE = Buffer.alloc(4_096);
/** The best of so many: what comes between makes a piece of work longer, and nothing makes it shorter. */
const TRIES = 3;

/** Measures this machine, in about a third of a second. */
export function measure(): Yardstick {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-yardstick-'));
  const file = openSync(join(folder, 'pages'), 'w');
  try {
    return { digestsMs: best(digests), syncsMs: best(() => syncs(file)) };
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

function digests(): void {
  let last = Buffer.alloc(32);
  for (let n = 0; n < DIGESTS; n += 1) last = createHash('sha256').update(last).digest();
}

function syncs(file: number): void {
  for (let n = 0; n < SYNCS; n += 1) {
    writeSync(file, PAGE);
    fsyncSync(file);
  }
}

function best(work: () => void): number {
  const took = Array.from({ length: TRIES }, () => {
    const fromMs = performance.now();
    work();
    return performance.now() - fromMs;
  });
  return Math.min(...took);
}

/** Seconds in which the cores of a virtual machine had work and were given to somebody else; 0 where nobody counts. */
export function stolenSeconds(): number {
  try {
    const [total = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    // cpu, user, nice, system, idle, iowait, irq, softirq, steal: in hundredths of a second.
    return Number(total.trim().split(/\s+/)[8] ?? 0) / 100;
  } catch {
    return 0;
  }
}
