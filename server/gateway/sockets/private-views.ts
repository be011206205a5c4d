import type { PrivateView } from '../../../shared/contract/stream.ts';
import type { BuyerActor } from '../../features/features.ts';
import type { GatewayDeps } from '../deps.ts';

const TICK_MS = 100;
const AT_ONCE = 50;

/**
 * Tells buyers their own part when it changed: whole values, at most one per buyer and tick, read when they are told.
 * Buyers without a socket here cost nothing.
 */
export function openPrivateViews(
  deps: Pick<GatewayDeps, 'features' | 'publications' | 'log'> & {
    /** Who this buyer is, if a socket of theirs watches this stream here. */
    actorOf: (streamId: string, buyerId: string) => BuyerActor | null;
    /** Everybody who watches a stream here. */
    buyersOf: (streamId: string) => Iterable<string>;
    tell: (streamId: string, buyerId: string, view: PrivateView) => void;
  },
) {
  const marked = new Map<string, { streamId: string; actor: BuyerActor }>();
  let timer: NodeJS.Timeout | null = null;

  function mark(streamId: string, buyerId: string): void {
    const actor = deps.actorOf(streamId, buyerId);
    if (!actor) return;
    marked.set(`${streamId} ${buyerId}`, { streamId, actor });
    timer ??= setTimeout(() => void tellAll(), TICK_MS);
  }

  async function tellAll(): Promise<void> {
    const due = [...marked.values()];
    marked.clear();
    timer = null;
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
