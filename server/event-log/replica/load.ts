import { factOf } from '../commit/hash-chain.ts';
import type { LogState, LogType } from '../log-type.ts';
import type { Head, Store, StoredSnapshot } from '../ports/store.ts';

const PAGE = 5_000;

type OnDamaged = (fault: DamagedSnapshot, context: 'snapshot') => void;

/** A damaged snapshot was skipped, and the log read instead, which has the same content. */
export class DamagedSnapshot extends Error {
  override name = 'DamagedSnapshot';
}

/** The log was opened with another kind's rules, which can't fold its facts. */
export class WrongKind extends Error {
  override name = 'WrongKind';

  constructor(logId: string, kind: string, askedAs: string) {
    super(`The log ${logId} is of the kind ${kind}, and was opened as one of the kind ${askedAs}.`);
  }
}

/**
 * Loads the committed state of a log: its newest snapshot and the facts after it, up to the present head.
 * @param onFault called for a damaged snapshot: all facts are read instead
 * @returns `tail`: the number of facts read; null: no such log
 * @throws WrongKind
 */
export async function loadState<State extends LogState, Fact extends { type: string }>(
  store: Pick<Store, 'head' | 'snapshot' | 'factsAfter'>,
  rules: LogType<State, Fact>,
  logId: string,
  onFault: OnDamaged = () => {},
): Promise<{ head: Head; state: State; tail: number } | null> {
  const snapshot = await store.snapshot(logId, rules.snapshotVersion);
  let state = (snapshot && stateOf(rules, logId, snapshot, onFault)) ?? rules.empty(logId);
  let tail = 0;
  for (;;) {
    const head = await store.head(logId);
    if (!head) return null;
    if (head.kind !== rules.kind) throw new WrongKind(logId, head.kind, rules.kind);
    // After a divergence (a restore) a snapshot beyond the head is of another history.
    if (state.seq > head.seq) state = rules.empty(logId);
    if (state.seq === head.seq) return { head, state, tail };
    const read = await readOn(store, rules, logId, state);
    if (read === 0) throw new Error(`The log ${logId} has a gap after ${state.seq}.`);
    tail += read;
  }
}

/**
 * The state of a snapshot; null if that is damaged. A snapshot only saves time, since the facts say the same. A flipped
 * byte may still parse as another state, so the digest decides.
 */
function stateOf<State extends LogState, Fact extends { type: string }>(
  rules: LogType<State, Fact>,
  logId: string,
  { seq, state, isDamaged }: StoredSnapshot,
  onFault: OnDamaged,
): State | null {
  const passOver = (why: string, cause?: unknown) => {
    const what = `The snapshot of ${logId} at ${seq} ${why}: the log is read instead.`;
    onFault(new DamagedSnapshot(what, { cause }), 'snapshot');
    return null;
  };
  if (isDamaged) return passOver('is not the one that was written');
  try {
    return rules.readState(state);
  } catch (error) {
    return passOver('cannot be read', error);
  }
}

/** Applies the facts after a state, page by page, and reads the next page meanwhile. @returns the number of facts */
async function readOn<State extends LogState, Fact extends { type: string }>(
  store: Pick<Store, 'factsAfter'>,
  rules: LogType<State, Fact>,
  logId: string,
  state: State,
): Promise<number> {
  let read = 0;
  let page = store.factsAfter(logId, state.seq, PAGE);
  for (;;) {
    const facts = await page;
    const last = facts.length < PAGE ? undefined : facts.at(-1);
    if (last) page = store.factsAfter(logId, last.seq, PAGE);
    // Applying may throw while the next page is being read.
    page.catch(() => {});
    for (const stored of facts)
      rules.apply(state, factOf<Fact>(stored), { seq: stored.seq, atMs: stored.atMs });
    read += facts.length;
    if (!last) return read;
  }
}

/** Writes a snapshot, so that the next start reads only the facts after it. */
export async function saveState<State extends LogState, Fact extends { type: string }>(
  store: Store,
  rules: LogType<State, Fact>,
  logId: string,
  state: State,
): Promise<void> {
  await store.saveSnapshot(logId, {
    version: rules.snapshotVersion,
    seq: state.seq,
    state: rules.writeState(state),
  });
}
