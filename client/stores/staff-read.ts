import { type QueryKey, QueryObserver } from '@tanstack/react-query';
import { createStore } from 'zustand/vanilla';
import type { Reason } from '../../shared/contract/answer.ts';
import type { Result } from '../../shared/values/result.ts';
import type { RemoteState, RemoteValue } from './remote-value.ts';
import { questionsOf, RefusedQuestion } from './staff-questions.ts';
import type { World } from './world.ts';

/** After a line that did not answer it is asked again so soon. */
const RETRY_MS = 300;

/**
 * One read of a page of staff, kept beside all others: what was read stands there at once when the page is opened again, and
 * is asked anew each time. Whatever changes something has a key of its own and goes another way; then comes `reload`.
 *
 * @param name tells reads apart; equal ones share what was read
 * @param again after how long it is asked again while its page is open, by what is known then; null: not by itself
 */
export function createStaffRead<Value>(
  world: World,
  name: QueryKey,
  ask: () => Promise<Result<Value, Reason>>,
  again: (known: RemoteState<Value>) => number | null = () => null,
): RemoteValue<Value> {
  const observer = new QueryObserver<Value>(questionsOf(world), {
    queryKey: name,
    queryFn: async () => {
      const answer = await ask();
      if (answer.ok) return answer.value;
      throw new RefusedQuestion(answer.refusal);
    },
    retryDelay: RETRY_MS,
    refetchOnMount: 'always',
    // A form begins with what was read, under its version: nothing of that may change below it.
    ...{ refetchOnWindowFocus: false, refetchOnReconnect: false },
    refetchInterval: ({ state }) => again(stateOf<Value>(state)) ?? false,
  });
  const store = createStore<RemoteState<Value>>(() => stateOf<Value>(observer.getCurrentResult()));
  let leave: (() => void) | null = null;
  return {
    store,
    open() {
      leave ??= observer.subscribe((result) => store.setState(stateOf<Value>(result)));
    },
    close() {
      leave?.();
      leave = null;
    },
    async reload() {
      await observer.refetch();
    },
  };
}

/** An older value stays beside the reason why there is no newer one. */
function stateOf<Value>({ data, error }: { data: unknown; error: unknown }): RemoteState<Value> {
  return {
    value: data === undefined ? null : (data as Value),
    reason: error instanceof RefusedQuestion ? error.reason : null,
  };
}
