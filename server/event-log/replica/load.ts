import { factOf } from '../commit/hash-chain.ts';
import type { LogState, LogType } from '../log-type.ts';
import type { Head, Store, StoredSnapshot } from '../ports/store.ts';

const PAGE = 5_000;

type OnDamaged = (fault: DamagedSnapshot, context: 'snapshot') => void;

/** A snapshot that can't be believed was passed over: the log says the same, and was read instead. */
export class DamagedSnapshot extends Error {
  override name = 'DamagedSnapshot';
}

/** A log is opened with the rules of another kind: its facts would be folded into nonsense, or not at all. */
export class WrongKind extends Error {
  override name = 'WrongKind';

  constructor(logId: string, kind: string, askedAs: string) {
    super(`The log ${logId} is of the kind ${kind}, and was opened as one of the kind ${askedAs}.`);
  }
}

/**
 * The committed state of a log: its newest snapshot and the facts after it, up to the head as it is now.
 * @param onFault told that a snapshot is not the one that was written: all facts are read instead
 * @returns `tail` is how many facts were read; null if there is no such log
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
    // The log diverged (a restore): a snapshot from beyond it is of another history.
    if (state.seq > head.seq) state = rules.empty(logId);
    if (state.seq === head.seq) return { head, state, tail };
    const read = await readOn(store, rules, logId, state);
    if (read === 0) throw new Error(`The log ${logId} has a gap after ${state.seq}.`);
    tail += read;
  }
}

/**
 * A snapshot only saves time: what is left of one that was torn or altered is worth nothing, and the facts say the same. A
 * text of which a byte was flipped may still be read, as another state: its digest tells.
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

/** Applies the facts after a state, page by page; the next page is on its way while one is applied. @returns how many */
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
    // What is applied below may throw while the page is still on its way.
    page.catch(() => {});
    for (const stored of facts)
      rules.apply(state, factOf<Fact>(stored), { seq: stored.seq, atMs: stored.atMs });
    read += facts.length;
    if (!last) return read;
  }
}

/** Writes a snapshot, so that the next start reads only what came after. */
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
