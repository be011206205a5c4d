import { QueryClient } from '@tanstack/react-query';
import type { Reason } from '../../shared/contract/answer.ts';
import type { RouteName, RouteReply } from '../../shared/contract/http.ts';
import type { Inputs } from '../connection/http.ts';
import type { World } from './world.ts';

/** A refusal, thrown: the library knows a question that failed by that alone. */
export class RefusedQuestion extends Error {
  readonly reason: Reason;
  constructor(reason: Reason) {
    super(reason.code);
    this.reason = reason;
  }
}

/** What was read stays good so long while one goes between pages. */
const FRESH_MS = 5_000;
/** What no page shows is forgotten after this. */
const KEPT_MS = 5 * 60_000;
const MOST_TRIES = 2;

const clients = new WeakMap<World, QueryClient>();

/**
 * What staff's pages have read, kept while one goes from a list to a thing and back. Reads alone go by it: whatever
 * changes something has a key of its own and is never repeated by a library.
 */
export function questionsOf(world: World): QueryClient {
  const known = clients.get(world);
  if (known) return known;
  const queries = {
    // What a browser believes about the line proves nothing: a server may be on the same machine.
    networkMode: 'always' as const,
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
    // A no stays a no; a line that does not answer may answer next.
    retry: (tries: number, fault: unknown) =>
      tries < MOST_TRIES && fault instanceof RefusedQuestion && fault.reason.code === 'NO_ANSWER',
  };
  const client = new QueryClient({ defaultOptions: { queries } });
  clients.set(world, client);
  // Somebody else may work on this browser next: nothing of what was read is theirs.
  let who = world.me.store.getState().me?.staff?.staffId;
  world.me.store.subscribe(({ me }) => {
    if (me?.staff?.staffId === who) return;
    who = me?.staff?.staffId;
    client.clear();
  });
  return client;
}

/** Asks a route of the contract. @throws RefusedQuestion */
export async function askRoute<N extends RouteName>(
  { http }: Pick<World, 'http'>,
  name: N,
  ...input: Inputs<N>
): Promise<RouteReply<N>> {
  const answer = await http.call(name, ...input);
  if (answer.ok) return answer.value;
  throw new RefusedQuestion(answer.refusal);
}
