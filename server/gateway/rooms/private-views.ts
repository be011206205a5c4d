import type { PrivateView } from '../../../shared/contract/private-view.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { Publication } from '../../ports/publication.ts';
import type { GatewayDeps } from '../deps.ts';
import type { SampledLog } from '../logging/sampled-log.ts';

/** Delay of a change in ms: several of one buyer coalesce into one view. */
const TICK_MS = 100;
/** Time between two steps in ms, left for orders: a view costs as much as an order. */
const STEP_MS = 20;
/** Fewest views of a step. */
const MIN_AT_ONCE = 10;
/** Most steps for a whole crowd: two seconds. */
const MAX_STEPS = 100;

interface Deps extends Pick<GatewayDeps, 'application' | 'publications'> {
  log: Pick<SampledLog, 'warn'>;
  /** The buyer of a session here that shows this stream; null: none. */
  actorOf: (streamId: string, buyerId: string) => BuyerActor | null;
  /** The buyers of all sessions here that show a stream. */
  buyersOf: (streamId: string) => Iterable<string>;
  tell: (streamId: string, buyerId: string, view: PrivateView) => void;
}

/**
 * A queue of buyers whose private view changed, oldest first, with at most one entry a buyer and stream. The view is
 * read when it is sent. Buyers without a session here cost nothing.
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

  /** Queues a buyer whose private view changed. */
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
