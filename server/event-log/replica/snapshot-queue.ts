import type { Snapshots } from '../ports/snapshots.ts';
import { DamagedSnapshot } from './load.ts';

/** Bound of queued logs; a further one is skipped, and requests again when it has grown. */
const MAX_WAITING = 300;

/** A queue of snapshots, made one after the other. A failed one only makes the next start slower. */
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

  /** Requests a snapshot of a log, once at a time. */
  want(logId: string, kind: string): void {
    if (this.isClosed || this.waiting.size >= MAX_WAITING) return;
    this.waiting.set(logId, kind);
    if (!this.isMaking) void this.makeAll();
  }

  /** Starts no more; a running one is not awaited and may fail. */
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
