import type { Snapshots } from '../ports/snapshots.ts';
import { DamagedSnapshot } from './load.ts';

/** Logs that wait for their turn; one more is passed over, and asks again when it has grown. */
const MAX_WAITING = 300;

/** Has snapshots made one after the other. One that fails costs the next start some time, and nothing else. */
export class SnapshotQueue {
  private readonly snapshots: Snapshots;
  private readonly onFault: (error: unknown, context: string) => void;
  private readonly waiting = new Map<string, string>();
  private isMaking = false;
  private isClosed = false;

  constructor(snapshots: Snapshots, onFault: (error: unknown, context: string) => void) {
    this.snapshots = snapshots;
    this.onFault = onFault;
  }

  /** Asks for a snapshot of a log; asking twice is asking once. */
  want(logId: string, kind: string): void {
    if (this.isClosed || this.waiting.size >= MAX_WAITING) return;
    this.waiting.set(logId, kind);
    if (!this.isMaking) void this.makeAll();
  }

  /** Starts no more; one that is being made is no longer waited for, and may fail. */
  close(): void {
    this.isClosed = true;
    this.waiting.clear();
  }

  private async makeAll(): Promise<void> {
    this.isMaking = true;
    for (const [logId, kind] of this.waiting) {
      this.waiting.delete(logId);
      try {
        const passedOver = await this.snapshots.make(logId, kind);
        if (passedOver !== null) this.onFault(new DamagedSnapshot(passedOver), 'snapshot');
      } catch (error) {
        if (!this.isClosed) this.onFault(error, 'snapshot');
      }
    }
    this.isMaking = false;
  }
}
