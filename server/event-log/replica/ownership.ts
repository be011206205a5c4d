import type { Clock } from '../../lib/clock.ts';
import type { HeardHead } from '../ports/head-bus.ts';
import type { Head, Owner } from '../ports/store.ts';

/** A commit says who decides the log for so long: a hint to other nodes where to send commands. */
const OWNS_MS = 3_000;
/** A node that does not own a log leaves its deadlines to the owner for so long, and some more by its name. */
const GRACE_MS = 1_000;
const GRACE_SPREAD_MS = 500;

/** No history is called so: the head has to be read to know. */
const UNSURE = '?';

/** How this process is known to the others. */
export interface NodeName {
  id: string;
  /** Where it answers them. */
  address: string;
}

/**
 * Ownership and failover: what this process has heard of a log besides the facts it has read: how far it goes, and who decides it for now. In
 * a process that is alone next to nothing is ever heard, and everything is its own. Safety never depends on any of this.
 */
export class Ownership {
  private readonly node: NodeName | null;
  private readonly clock: Pick<Clock, 'nowMs' | 'steadyMs'>;
  private owner: Owner | null = null;
  /** The hint counts until then, in steady ms: so long as it was good for yet when it was heard, whatever clocks say (T7). */
  private goodUntilMs = Number.NEGATIVE_INFINITY;
  /** Whoever wrote the hint said how long it is good for: this process's clock is not asked about it. */
  private isLeftTold = false;
  /** When this process last wrote its name, in steady ms. */
  private claimedAtMs = 0;
  private mayLand = false;
  private heardHistory = '';
  private heardSeq = 0;
  /** Counts what went further than anything heard before, so that a look at the store knows what it may have missed. */
  headsHeard = 0;
  /** Owners that did not answer: their hint counts no more until they commit again. */
  private dead: Owner | null = null;

  constructor(node: NodeName | null, head: Head, clock: Pick<Clock, 'nowMs' | 'steadyMs'>) {
    this.node = node;
    this.clock = clock;
    this.note(head.owner);
  }

  /** True if the log may have grown by somebody else's commit: another node's, or one of this process that landed late. */
  get isShared(): boolean {
    return this.node !== null || this.mayLand;
  }

  /** A commit is not in the log, and nobody has said that it failed: it may still be on its way. */
  outcomeUnknown(): void {
    this.mayLand = true;
  }

  /** True while this process wrote last, a moment ago, and nobody else was heard of. */
  owns(): boolean {
    return this.node === null || (this.isKept && this.leftMs > 0);
  }

  /** True if nobody else is known to have written since this process did, however long ago that was. */
  get isKept(): boolean {
    return this.node !== null && this.owner?.node === this.node.id;
  }

  /** How long the hint is good for yet, in ms. */
  get leftMs(): number {
    return Math.max(0, Math.min(this.goodUntilMs - this.clock.steadyMs(), OWNS_MS));
  }

  /** Who else decides for now, if anybody is known to. */
  other(): Owner | null {
    const { owner, node, dead } = this;
    if (owner === null || node === null || owner.node === node.id || this.leftMs === 0) return null;
    return dead !== null && dead.node === owner.node && owner.untilMs <= dead.untilMs ? null : owner;
  }

  /** What the next commit says of who writes it. */
  claim(): Owner | null {
    this.claimedAtMs = this.clock.steadyMs();
    const untilMs = this.clock.nowMs() + OWNS_MS;
    return this.node && { node: this.node.id, address: this.node.address, untilMs };
  }

  /** A commit of this process went through. */
  committed(owner: Owner | null): void {
    this.owner = owner;
    this.goodUntilMs = this.claimedAtMs + OWNS_MS;
  }

  /**
   * @param isFromStore a message may be old; the store itself is not, but for what was committed since it was asked
   * @returns true if there is more to read: the log goes further than is known, is another, or seems to be shorter
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

  /** True if more was heard of than is known. */
  isBehind(known: Head): boolean {
    if (this.heardHistory === '') return false;
    return this.heardHistory !== known.history || this.heardSeq > known.seq;
  }

  /**
   * The head itself was read: what was heard before counts no more.
   * @param headsHeard as it was before the store was asked: what was heard since may be newer than its answer
   */
  caughtUp(head: Head, headsHeard: number): void {
    if (headsHeard !== this.headsHeard) return;
    this.heardHistory = '';
    this.heardSeq = 0;
    this.note(head.owner);
  }

  /** The owner did not answer. */
  gone(owner: Owner): void {
    this.dead = owner;
  }

  /** The owner whose hint is not over and counts no more, because it did not answer; null if there is none. */
  silentNode(): string | null {
    const { owner, dead } = this;
    const isSilent = owner !== null && this.leftMs > 0 && dead?.node === owner.node;
    return isSilent && owner.untilMs <= dead.untilMs ? owner.node : null;
  }

  /** How long deadlines are left to somebody else. */
  graceMs(): number {
    if (this.node === null || this.owns()) return 0;
    let mix = 0;
    for (const char of this.node.id) mix = (mix * 31 + char.charCodeAt(0)) % GRACE_SPREAD_MS;
    return GRACE_MS + mix;
  }

  /** A hint that was heard before is no newer now, but one that the store told may be told better. */
  private note(owner: Owner | null, leftMs?: number): void {
    const isSame = owner?.node === this.owner?.node && owner?.untilMs === this.owner?.untilMs;
    const isTold = leftMs !== undefined;
    this.owner = owner;
    if (owner === null || (isSame && (this.isLeftTold || !isTold))) return;
    this.isLeftTold = isTold;
    // The store says only when it is over; the nodes' clocks follow its own.
    const left = leftMs ?? owner.untilMs - this.clock.nowMs();
    this.goodUntilMs = this.clock.steadyMs() + Math.max(0, Math.min(left, OWNS_MS));
  }
}
