import type { PrivateView } from '../../../shared/contract/stream.ts';
import type { BuyerActor } from '../../features/features.ts';
import type { GatewayDeps } from '../deps.ts';

/** A change is told so long after it, and after a rush later: each buyer who was told then adds to the pause. */
const TICK_MS = 100;
const PAUSE_PER_BUYER_MS = 2;
const LONGEST_PAUSE_MS = 2_000;
const AT_ONCE = 50;

/**
 * Tells buyers their own part when it changed: whole values, at most one per buyer and tick, read when they are told.
 * Buyers without a socket here cost nothing. Who ordered has the answer by then, so that in a rush, when each view costs
 * as much as the order before it, several changes of a buyer are told as one.
 */
export function openPrivateViews(
  deps: Pick<GatewayDeps, 'features' | 'publications' | 'log' | 'clock'> & {
    /** Who this buyer is, if a socket of theirs watches this stream here. */
    actorOf: (streamId: string, buyerId: string) => BuyerActor | null;
    /** Everybody who watches a stream here. */
    buyersOf: (streamId: string) => Iterable<string>;
    tell: (streamId: string, buyerId: string, view: PrivateView) => void;
  },
) {
  const marked = new Map<string, { streamId: string; actor: BuyerActor }>();
  let timer: NodeJS.Timeout | null = null;
  let pauseUntilMs = 0;

  function mark(streamId: string, buyerId: string): void {
    const actor = deps.actorOf(streamId, buyerId);
    if (!actor) return;
    marked.set(`${streamId} ${buyerId}`, { streamId, actor });
    timer ??= setTimeout(() => void tellAll(), Math.max(TICK_MS, pauseUntilMs - deps.clock.nowMs()));
  }

  async function tellAll(): Promise<void> {
    const due = [...marked.values()];
    marked.clear();
    timer = null;
    pauseUntilMs = deps.clock.nowMs() + Math.min(LONGEST_PAUSE_MS, due.length * PAUSE_PER_BUYER_MS);
    for (let i = 0; i < due.length; i += AT_ONCE) {
      await Promise.all(due.slice(i, i + AT_ONCE).map(tellOne));
      // In between the loop serves orders: a rush is hundreds of buyers.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function tellOne({ streamId, actor }: { streamId: string; actor: BuyerActor }): Promise<void> {
    try {
      deps.tell(streamId, actor.buyerId, await deps.features.privateView(streamId, actor));
    } catch (fault) {
      deps.log.warn({ err: fault, streamId }, 'a private view could not be read');
    }
  }

  const unsubscribe = deps.publications.subscribe(({ streamId, buyers, whole }) => {
    for (const buyerId of whole ? deps.buyersOf(streamId) : buyers) mark(streamId, buyerId);
  });
  return {
    mark,
    close(): void {
      unsubscribe();
      if (timer) clearTimeout(timer);
      marked.clear();
    },
  };
}
