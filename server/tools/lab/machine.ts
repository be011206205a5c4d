import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { commitNow } from './commit-now.ts';
import { Spread } from './spread.ts';

/** Where and on what a run was made: numbers without it mean nothing. */
export interface Machine {
  commit: string;
  atIso: string;
  node: string;
  cores: number;
  cpu: string;
  /** Load average of the minute before: near 0 nobody else was using the cores. */
  load: number;
  /** How long the disk takes to keep 4 KiB for good, p50 in ms: every durable number hangs on it. */
  syncMs: number;
}

const SYNCS = 60;

/** @param folder on the disk that matters */
export function machineNow(folder: string): Machine {
  const [first] = cpus();
  return {
    commit: commitNow(),
    atIso: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    cpu: first?.model.trim() ?? 'unknown',
    load: loadavg()[0] ?? Number.NaN,
    syncMs: syncMs(folder),
  };
}

export function machineText({ commit, node, cores, cpu, load, syncMs }: Machine): string {
  return `commit ${commit} · node ${node} · ${cores} cores · ${cpu} · load before ${load.toFixed(1)} · fdatasync p50 ${syncMs.toFixed(1)} ms`;
}

function syncMs(folder: string): number {
  const path = join(folder, 'sync');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4_096, 1);
  const took = new Spread();
  for (let i = 0; i < SYNCS; i += 1) {
    writeSync(file, page, 0, page.length, i * page.length);
    const startMs = performance.now();
    fdatasyncSync(file);
    took.add(performance.now() - startMs);
  }
  closeSync(file);
  unlinkSync(path);
  return took.percentile(50);
}
