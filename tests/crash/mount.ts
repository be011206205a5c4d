import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes, in memory. Mounting one takes root. */
export interface SmallDisk {
  folder: string;
  /** Takes what is left of it, to the last block; `free` gives it back. */
  fill(): void;
  free(): void;
  close(): void;
}

/** True where this user may mount; in CI the answer is always yes, so that a suite fails instead of vanishing. */
export const mayMount = process.getuid?.() === 0 || process.env.CI !== undefined;

export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-disk-'));
  const run = (command: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command}: ${stderr}`);
  };
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'fairday-disk', folder);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const block = Buffer.alloc(65_536);
      const file = openSync(ballast, 'w');
      try {
        for (;;) if (writeSync(file, block) < block.length) break;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast),
    close() {
      run('umount', folder);
      rmSync(folder, { recursive: true });
    },
  };
}
