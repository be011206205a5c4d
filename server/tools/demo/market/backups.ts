import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { extname, join } from 'node:path';
import { DAY, MINUTE, SECOND } from '../../../../shared/values/time.ts';
import { noteBackup, readLastBackup } from '../../../adapters/files/last-backup.ts';
import type { Clock } from '../../../lib/clock.ts';

/** The first is begun so long after the opening, when whoever came has their first page. */
const FIRST_AFTER_MS = 10 * SECOND;
/** So often it is looked whether the last one is a day old: a week may have passed by a tap. */
const LOOKED_EVERY_MS = 10 * SECOND;
/** A county's takes some seconds on a quiet machine. */
const TAKES_AT_MOST_MS = 5 * MINUTE;
/** What failed so often fails again: then it is left alone. */
const MOST_FAILURES = 3;

/** What the command says of a backup. */
interface Made {
  folder: string;
  bytes: number;
}

export interface Backups {
  /** Resolves when none is being made any more. */
  close(): Promise<void>;
}

/**
 * Backs the demo's market up as its owner would: by the program's own command, once a day of the demo's clock, into a folder
 * of the demo's. It runs in a process of its own, behind all others; the one before goes.
 */
export function openBackups(
  folder: string,
  { clock, onFault }: { clock: Clock; onFault(fault: unknown): void },
): Backups {
  const into = join(folder, 'backups');
  const stop = new AbortController();
  let making: Promise<void> | null = null;
  let failures = 0;
  function look() {
    const last = readLastBackup(folder);
    if (making || failures >= MOST_FAILURES || (last && clock.nowMs() - last.atMs < DAY)) return;
    making = backUp(folder, into, stop.signal)
      .then(({ folder: where, bytes }) => {
        // The command's clock is the machine's.
        noteBackup(folder, { atMs: clock.nowMs(), where, bytes });
        if (last && last.where !== where) rmSync(last.where, { recursive: true, force: true });
      })
      .catch((fault: unknown) => {
        failures += 1;
        if (!stop.signal.aborted) onFault(fault);
      })
      .finally(() => {
        making = null;
      });
  }
  mkdirSync(into, { recursive: true });
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    look();
    again = setInterval(look, LOOKED_EVERY_MS);
  }, FIRST_AFTER_MS);
  return {
    async close() {
      clearTimeout(first);
      clearInterval(again);
      stop.abort();
      await making;
    },
  };
}

/** @returns where it lies, and how large it is */
function backUp(folder: string, into: string, signal: AbortSignal): Promise<Made> {
  // The same code as here: compiled beside compiled code, the source beside sources.
  const program = join(import.meta.dirname, `../../../cli${extname(import.meta.filename)}`);
  const told = {
    // Away from any .env, and without what this process was told: those settings are another market's.
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: folder },
    ...{ signal, timeout: TAKES_AT_MOST_MS },
  };
  return new Promise((resolve, reject) => {
    const args = [program, 'backup', '--to', into, '--json'];
    const child = execFile(process.execPath, args, told, (fault, out) => {
      if (fault) return reject(fault);
      try {
        resolve(JSON.parse(out) as Made);
      } catch (unread) {
        reject(unread);
      }
    });
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // It is over already, or the system lets nobody do that: then it runs as everything else.
    }
  });
}
