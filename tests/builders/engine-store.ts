import type { AppendOutcome, Store } from '../../server/event-log/ports/store.ts';
import type { MarketBatch, MarketStore } from '../../server/ports/rows.ts';

/** What becomes of one append. */
export type Fate =
  /** Another writer is faster: this is done first, through the same store. */
  | { kind: 'overtaken'; first: () => Promise<unknown> }
  /** The link breaks after COMMIT was sent. */
  | { kind: 'unknown'; committed: boolean }
  | Extract<AppendOutcome, { kind: 'failed' }>
  /** Waits for the test before it commits. */
  | { kind: 'slow'; until: Promise<unknown> }
  /** The adapter throws. */
  | { kind: 'throws' };

/** A store whose next appends fare as the test says; it keeps what it was asked for. */
export interface TrickyStore extends MarketStore {
  /** Fates of the next appends, in order; then all is well. */
  fates: Fate[];
  batches: MarketBatch[];
  /** While it is set, nothing can be read. */
  isUnreadable: boolean;
  /** Judges every batch before it is written: a message is a broken constraint. */
  constraint: (batch: MarketBatch) => string | null;
}

export function trickyStore(store: Store): TrickyStore {
  const readable = () => {
    if (tricky.isUnreadable) throw new Error('The store cannot be reached.');
  };
  const tricky: TrickyStore = {
    ...store,
    fates: [],
    batches: [],
    isUnreadable: false,
    constraint: () => null,
    async append(batch) {
      tricky.batches.push(batch);
      const message = tricky.constraint(batch);
      if (message !== null) return { kind: 'failed', reason: 'constraint', message };
      const fate = tricky.fates.shift();
      switch (fate?.kind) {
        case undefined:
          return store.append(batch);
        case 'overtaken':
          await fate.first();
          return store.append(batch);
        case 'unknown':
          if (fate.committed) await store.append(batch);
          return { kind: 'unknown' };
        case 'slow':
          await fate.until;
          return store.append(batch);
        case 'throws':
          throw new Error('The link broke.');
        case 'failed':
          return fate;
      }
    },
    async head(logId) {
      readable();
      return store.head(logId);
    },
    async claim(logId, owner, gone) {
      readable();
      return store.claim(logId, owner, gone);
    },
    async factAt(logId, seq) {
      readable();
      return store.factAt(logId, seq);
    },
    async findKey(logId, buyerIds, key) {
      readable();
      return store.findKey(logId, buyerIds, key);
    },
  };
  return tricky;
}

/** A promise that the test resolves. */
export function gate(): { open: () => void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Lets everything run that needs no clock. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
