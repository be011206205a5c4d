import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/*
 * Loaded before a program of ours (`node --import`): ends it with SIGKILL before the n-th thing that it does to names and
 * disks of files, so that a test meets each step in between.
 */

let left = Number(process.env.FAIRDAY_DIES_BEFORE);
for (const name of ['rmSync', 'fsyncSync', 'linkSync', 'renameSync', 'mkdirSync', 'copyFileSync'] as const) {
  const act = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name](...args: unknown[]) {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return act(...args);
    },
  });
}
syncBuiltinESMExports();
