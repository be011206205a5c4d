import type { Clock } from '../../lib/clock.ts';
import type { LostFiles, StoreFile } from '../../ports/store-files.ts';

/** Time between two checks in ms: three cheap questions, soon enough to save data before the server stops. */
const EVERY_MS = 5_000;

/** A watch for open files of the store that were deleted or replaced. */
export interface FileWatch {
  /** The result of the last check. */
  lost(): readonly StoreFile[];
  close(): void;
}

/**
 * Watches the store's files while the market is open.
 * @param onLost called once for each loss, with all losses so far
 * @param onFault called after a failed check; the next one follows
 */
export function watchFiles(deps: {
  clock: Pick<Clock, 'nowMs' | 'at'>;
  lostFiles: LostFiles;
  onLost(files: readonly StoreFile[]): void;
  onFault(error: unknown): void;
}): FileWatch {
  const { clock, lostFiles, onLost, onFault } = deps;
  let lost: readonly StoreFile[] = [];
  let isClosed = false;
  let callOff = later();

  function later(): () => void {
    return clock.at(clock.nowMs() + EVERY_MS, () => void look());
  }

  async function look(): Promise<void> {
    try {
      const found = await lostFiles();
      const isWorse = found.some((file) => !lost.includes(file));
      lost = found;
      if (isWorse && !isClosed) onLost(found);
    } catch (error) {
      if (!isClosed) onFault(error);
    }
    if (!isClosed) callOff = later();
  }

  return {
    lost: () => lost,
    close() {
      isClosed = true;
      callOff();
    },
  };
}
