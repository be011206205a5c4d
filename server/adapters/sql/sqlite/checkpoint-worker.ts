import { workerData } from 'node:worker_threads';
import { stepBack } from '../../threads/step-back.ts';
import { answerCalls } from '../../threads/worker-desk.ts';
import { openCheckpointer } from './connection.ts';

const { file } = workerData as { file: string };

const EVERY_MS = 500;
/** While orders come in, a round leaves behind what was written meanwhile: the next one is shorter. */
const ROUNDS = 5;
/** Pages in the log from which it is worth another round: an emptied log is written from its beginning again. */
const WORTH_PAGES = 1_000;

export type CheckpointCalls = ReturnType<typeof openCalls>;

/**
 * Folds the write-ahead log into the file beside the writer: in a big file that takes tens of milliseconds, which each
 * order would wait for whose commit it falls upon. Nothing waits for this one.
 */
function openCalls() {
  const db = openCheckpointer(file);
  const timer = setInterval(fold, EVERY_MS);

  function fold(): void {
    for (let rounds = 0; rounds < ROUNDS; rounds += 1) {
      const { busy, log, checkpointed } = round();
      if (busy !== 0 || log === checkpointed || log < WORTH_PAGES) return;
    }
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
    close: () => {
      clearInterval(timer);
      db.close();
    },
  };
}

stepBack('behind');
answerCalls(openCalls);
