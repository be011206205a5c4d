import type { Clock } from '../../lib/clock.ts';
import type { HeardHead } from '../ports/head-bus.ts';
import type { Head, Owner } from '../ports/store.ts';

/** Validity of an owner's hint in ms. Each commit writes one, and other nodes route commands by it. */
const OWNS_MS = 3_000;
/**
 * Grace of an owner's deadlines in ms, before another node processes them. A spread by node name prevents conflicts.
 */
const GRACE_MS = 1_000;
const GRACE_SPREAD_MS = 500;

/** A history that no log has: the head must be read. */
const UNSURE = '?';

/** The name of this process for other nodes. */
export interface NodeName {
  id: string;
  /** Its address for other nodes. */
  address: string;
}

/**
 * Ownership and failover of a log: the reported head, and the node that decides it now. A single process hears almost
 * nothing and owns everything. Safety never depends on it.
 */
export class Ownership {
  private readonly node: NodeName | null;
  private readonly clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  private owner: Owner | null = null;
  /** The end of the hint in steady ms, by its remaining time when heard, whatever the clocks show (T7). */
  private goodUntilMs = Number.NEGATIVE_INFINITY;
  /** Whether the hint's writer reported its remaining time, so that this process's clock does not count. */
  private isLeftTold = false;
  /** When this process last wrote its name, in steady ms. */
  private claimedAtMs = 0;
  private mayLand = false;
  private heardHistory = '';
  private heardSeq = 0;
  /** The number of reports beyond all earlier ones, so that a read of the store knows what it may have missed. */
  headsHeard = 0;
  /** An owner that did not answer; its hint does not count until it commits again. */
  private dead: Owner | null = null;

  constructor(node: NodeName | null, head: Head, clock: Pick<Clock, 'nowMs' | 'steadyMs'>) {
    this.node = node;
    this.clock = clock;
    this.note(head.owner);
  }

  /** True if another commit may have entered the log: another node's, or a late one of this process. */
  get isShared(): boolean {
    return this.node !== null || this.mayLand;
  }

  /** Notes a commit of unknown outcome, which may still arrive. */
  outcomeUnknown(): void {
    this.mayLand = true;
  }

  /** True while this process wrote last, its hint is valid, and no other writer is known. */
  owns(): boolean {
    return this.node === null || (this.isKept && this.leftMs > 0);
  }

  /** True if no other node is known to have written since this process, however long ago. */
  get isKept(): boolean {
    return this.node !== null && this.owner?.node === this.node.id;
  }

  /** The remaining validity of the hint in ms. */
  get leftMs(): number {
    return Math.max(0, Math.min(this.goodUntilMs - this.clock.steadyMs(), OWNS_MS));
  }

  /** The other node that decides now; null: none is known. */
  other(): Owner | null {
    const { owner, node, dead } = this;
    if (owner === null || node === null || owner.node === node.id || this.leftMs === 0) return null;
    return dead !== null && dead.node === owner.node && owner.untilMs <= dead.untilMs ? null : owner;
  }

  /** The owner's hint for the next commit. */
  claim(): Owner | null {
    this.claimedAtMs = this.clock.steadyMs();
    const untilMs = this.clock.nowMs() + OWNS_MS;
    return this.node && { node: this.node.id, address: this.node.address, untilMs };
  }

  /** Notes a successful commit of this process. */
  committed(owner: Owner | null): void {
    this.owner = owner;
    this.goodUntilMs = this.claimedAtMs + OWNS_MS;
  }

  /**
   * Takes a reported head.
   * @param isFromStore a message may be old; the store's answer only lacks later commits
   * @returns true if there is more to read: the log is longer, has another history, or seems shorter
   */
  heard(told: Omit<HeardHead, 'logId' | 'kind'>, known: Head, isFromStore: boolean): boolean {
    if (told.seq >= known.seq && told.owner !== null) this.note(told.owner, told.leftMs);
    if (told.history === known.history && told.seq < known.seq && isFromStore) {
      this.heardHistory = UNSURE;
      this.headsHeard += 1;
      return true;
    }
    if (told.history === known.history && told.seq <= known.seq) return false;
    if (told.history === this.heardHistory && told.seq <= this.heardSeq) return true;
    this.headsHeard += 1;
    this.heardHistory = told.history;
    this.heardSeq = Math.max(told.history === known.history ? this.heardSeq : 0, told.seq);
    return true;
  }

  /** True if a reported head is beyond the known one. */
  isBehind(known: Head): boolean {
    if (this.heardHistory === '') return false;
    return this.heardHistory !== known.history || this.heardSeq > known.seq;
  }

  /**
   * Notes that the head was read, so that earlier reports don't count.
   * @param headsHeard its value before the read: later reports may be newer
   */
  caughtUp(head: Head, headsHeard: number): void {
    if (headsHeard !== this.headsHeard) return;
    this.heardHistory = '';
    this.heardSeq = 0;
    this.note(head.owner);
  }

  /** Notes an owner that did not answer. */
  gone(owner: Owner): void {
    this.dead = owner;
  }

  /** A silent owner whose hint is still valid; null: none. */
  silentNode(): string | null {
    const { owner, dead } = this;
    const isSilent = owner !== null && this.leftMs > 0 && dead?.node === owner.node;
    return isSilent && owner.untilMs <= dead.untilMs ? owner.node : null;
  }

  /** The grace that this node gives the owner's deadlines, in ms. */
  graceMs(): number {
    if (this.node === null || this.owns()) return 0;
    let mix = 0;
    for (const char of this.node.id) mix = (mix * 31 + char.charCodeAt(0)) % GRACE_SPREAD_MS;
    return GRACE_MS + mix;
  }

  /** Notes a hint. A repeated one is no newer, but a report may be more exact than the store. */
  private note(owner: Owner | null, leftMs?: number): void {
    const isSame = owner?.node === this.owner?.node && owner?.untilMs === this.owner?.untilMs;
    const isTold = leftMs !== undefined;
    this.owner = owner;
    if (owner === null || (isSame && (this.isLeftTold || !isTold))) return;
    this.isLeftTold = isTold;
    // The store has only the end of the hint; the nodes' clocks follow the store's.
    const left = leftMs ?? owner.untilMs - this.clock.nowMs();
    this.goodUntilMs = this.clock.steadyMs() + Math.max(0, Math.min(left, OWNS_MS));
  }
}
