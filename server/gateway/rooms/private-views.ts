import type { PrivateView } from '../../../shared/contract/private-view.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { Publication } from '../../ports/publication.ts';
import type { GatewayDeps } from '../deps.ts';
import type { SampledLog } from '../sampled-log.ts';

/** Delay of a change: several of one buyer are told as one. */
const TICK_MS = 100;
/** Between two steps orders are decided: a view costs as much as one of them. */
const STEP_MS = 20;
/** Views of a step, at least. */
const MIN_AT_ONCE = 10;
/** Steps in which a whole crowd is told, at most: two seconds. */
const MAX_STEPS = 100;

interface Deps extends Pick<GatewayDeps, 'application' | 'publications'> {
  log: Pick<SampledLog, 'warn'>;
  /** The buyer of a session that shows this stream here; null: there is none. */
  actorOf: (streamId: string, buyerId: string) => BuyerActor | null;
  /** Every buyer whose session shows a stream here. */
  buyersOf: (streamId: string) => Iterable<string>;
  tell: (streamId: string, buyerId: string, view: PrivateView) => void;
}

/**
 * Buyers whose own part of a stream changed and is not told yet, the longest wait first; at most one entry a buyer and
 * stream. What they are told is read when it is told, whole. Buyers without a session here cost nothing.
 */
export class PrivateViews {
  readonly #deps: Deps;
  readonly #marked = new Map<string, { streamId: string; actor: BuyerActor }>();
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | null = null;
  #atOnce = MIN_AT_ONCE;
  #isClosed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#unsubscribe = deps.publications.subscribe((publication) => this.#hear(publication));
  }

  /** A buyer's own part changed. */
  mark(streamId: string, buyerId: string): void {
    const actor = this.#deps.actorOf(streamId, buyerId);
    if (!actor) return;
    this.#marked.set(`${streamId} ${buyerId}`, { streamId, actor });
    this.#timer ??= setTimeout(() => void this.#tellSome(), TICK_MS);
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    if (this.#timer) clearTimeout(this.#timer);
    this.#marked.clear();
  }

  #hear({ streamId, buyers, whole }: Publication): void {
    for (const buyerId of whole ? this.#deps.buyersOf(streamId) : buyers) this.mark(streamId, buyerId);
  }

  async #tellSome(): Promise<void> {
    const some: Promise<void>[] = [];
    this.#atOnce = Math.max(this.#atOnce, Math.ceil(this.#marked.size / MAX_STEPS));
    for (const [name, due] of this.#marked) {
      if (some.length === this.#atOnce) break;
      this.#marked.delete(name);
      some.push(this.#tellOne(due));
    }
    await Promise.all(some);
    const isMore = this.#marked.size > 0;
    if (!isMore) this.#atOnce = MIN_AT_ONCE;
    this.#timer = isMore && !this.#isClosed ? setTimeout(() => void this.#tellSome(), STEP_MS) : null;
  }

  async #tellOne({ streamId, actor }: { streamId: string; actor: BuyerActor }): Promise<void> {
    const { application, log, tell } = this.#deps;
    try {
      tell(streamId, actor.buyerId, await application.privateView(streamId, actor));
    } catch (fault) {
      log.warn({ err: fault, context: 'viewers', streamId }, 'a private view could not be read');
    }
  }
}
