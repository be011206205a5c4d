import { workerData } from 'node:worker_threads';
import { lowerThreadPriority } from '../../threads/thread-priority.ts';
import { serveWorkerRpc } from '../../threads/worker-rpc-server.ts';
import { openCheckpointer } from './connection.ts';
import { watchOwnFiles } from './own-files.ts';

const { file } = workerData as { file: string };

const EVERY_MS = 500;
/** While orders come in, a round leaves behind what was written meanwhile: the next one is shorter. */
const ROUNDS = 4;
/** Beside others who read or write, the log is cut off at once or not now: an order waits no longer than this for it. */
const TRUNCATE_WAIT_MS = 50;
/** Pages in the log from which it is worth another round. */
const WORTH_PAGES = 1_000;

export type CheckpointCalls = ReturnType<typeof openCalls>;

/**
 * Folds the write-ahead log into the file beside the writer: in a big file that takes tens of milliseconds, which each
 * order would wait for whose commit it falls upon. Nothing waits for this one. The writer begins the log anew once all of
 * it is folded; a round folds what was there when it began, so there are rounds until one finds nothing new. In a rush none
 * does, and the writer folds the rest each 256 MB.
 */
function openCalls() {
  const db = openCheckpointer(file);
  const lostFiles = watchOwnFiles(file);
  const timer = setInterval(fold, EVERY_MS);
  /** What was emptied may still lie in the log. */
  let isToTruncate = false;

  function fold(): void {
    if (isToTruncate && truncate()) return;
    let before = 0;
    for (let rounds = 0; rounds < ROUNDS; rounds += 1) {
      const { busy, log, checkpointed } = round();
      const isHeld = busy !== 0 || checkpointed < log;
      if (isHeld || log === before || log < WORTH_PAGES) return;
      before = log;
    }
  }

  /** Folds all of the log into the file and cuts it off. @returns false while somebody reads or writes: a later round tries again */
  function truncate(): boolean {
    isToTruncate = true;
    db.pragma(`busy_timeout = ${TRUNCATE_WAIT_MS}`);
    try {
      const [told] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      isToTruncate = told?.busy !== 0;
    } catch {
      // A full disk, or one that fails: as in a round.
    }
    return !isToTruncate;
  }

  /** What cannot be written now stays in the log, which holds all that was committed; the next round tries it again. */
  function round(): { busy: number; log: number; checkpointed: number } {
    try {
      const [told] = db.pragma('wal_checkpoint(PASSIVE)') as ReturnType<typeof round>[];
      return told ?? { busy: 1, log: 0, checkpointed: 0 };
    } catch {
      return { busy: 1, log: 0, checkpointed: 0 };
    }
  }

  return {
    start: () => undefined,
    /** Told here since this connection reads from the start and lives as long as the thread. */
    lostFiles,
    truncate,
    close: () => {
      clearInterval(timer);
      db.close();
    },
  };
}

lowerThreadPriority('behind');
serveWorkerRpc(openCalls);
