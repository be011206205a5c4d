import type { Clock } from '../lib/clock.ts';
import type { LostFiles, StoreFile } from '../ports/store-files.ts';

/** Three questions to the file system: cheap, and soon enough for somebody to come before the server is killed. */
const EVERY_MS = 5_000;

/** Knows which of the store's files were deleted or replaced while it has them open. */
export interface FileWatch {
  /** What was found last. */
  lost(): readonly StoreFile[];
  close(): void;
}

/**
 * Looks after the store's files while the market is open.
 * @param onLost told once of each loss, with all that is lost by then
 * @param onFault told where the store could not say; it is asked again
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
