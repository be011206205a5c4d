import type { PrivateView } from '../../../shared/contract/private-view.ts';
import type { BuyerActor } from '../../application/application.ts';
import type { GatewayDeps } from '../deps.ts';
import type { SampledLog } from '../sampled-log.ts';

/** A change is told so long after it. */
const TICK_MS = 100;
/** Of a rush a few are told at a time: all of them at once would keep orders waiting, each view costs as much as one. */
const STEP_MS = 20;
const LEAST_AT_ONCE = 10;
/** So many steps go round a crowd at the most, two seconds. */
const STEPS = 100;

/**
 * Tells buyers their own part when it changed: whole values, at most one per buyer and tick, read when they are told.
 * Buyers without a socket here cost nothing. Who ordered has the answer by then, so that in a rush, when each view costs
 * as much as the order before it, several changes of a buyer are told as one. Whoever waits longest comes first.
 */
export function openPrivateViews(
  deps: Pick<GatewayDeps, 'application' | 'publications'> & {
    log: Pick<SampledLog, 'warn'>;
    /** Who this buyer is, if a socket of theirs watches this stream here. */
    actorOf: (streamId: string, buyerId: string) => BuyerActor | null;
    /** Everybody who watches a stream here. */
    buyersOf: (streamId: string) => Iterable<string>;
    tell: (streamId: string, buyerId: string, view: PrivateView) => void;
  },
) {
  const marked = new Map<string, { streamId: string; actor: BuyerActor }>();
  let timer: NodeJS.Timeout | null = null;
  let atOnce = LEAST_AT_ONCE;
  let isClosed = false;

  function mark(streamId: string, buyerId: string): void {
    const actor = deps.actorOf(streamId, buyerId);
    if (!actor) return;
    marked.set(`${streamId} ${buyerId}`, { streamId, actor });
    timer ??= setTimeout(() => void tellSome(), TICK_MS);
  }

  async function tellSome(): Promise<void> {
    const some: Promise<void>[] = [];
    atOnce = Math.max(atOnce, Math.ceil(marked.size / STEPS));
    for (const [name, due] of marked) {
      if (some.length === atOnce) break;
      marked.delete(name);
      some.push(tellOne(due));
    }
    await Promise.all(some);
    if (marked.size === 0) atOnce = LEAST_AT_ONCE;
    timer = marked.size > 0 && !isClosed ? setTimeout(() => void tellSome(), STEP_MS) : null;
  }

  async function tellOne({ streamId, actor }: { streamId: string; actor: BuyerActor }): Promise<void> {
    try {
      deps.tell(streamId, actor.buyerId, await deps.application.privateView(streamId, actor));
    } catch (fault) {
      deps.log.warn({ err: fault, context: 'viewers', streamId }, 'a private view could not be read');
    }
  }

  const unsubscribe = deps.publications.subscribe(({ streamId, buyers, whole }) => {
    for (const buyerId of whole ? deps.buyersOf(streamId) : buyers) mark(streamId, buyerId);
  });
  return {
    mark,
    close(): void {
      isClosed = true;
      unsubscribe();
      if (timer) clearTimeout(timer);
      marked.clear();
    },
  };
}
