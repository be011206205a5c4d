import type { LiveState, LiveStore } from './live-store.ts';

/** Whether this viewer asks the host to show an item (L9). */
export const hasAsked = ({ mine }: Pick<LiveState, 'mine'>, itemNumber: number): boolean =>
  mine?.asksToSee?.includes(itemNumber) === true;

/**
 * Asks the host to show an item. The page notes it once the server has: nothing is told of it afterwards.
 * @returns whether it was noted
 */
export async function askToSee({ send, store }: LiveStore, itemNumber: number): Promise<boolean> {
  const answer = await send('show-request:send', { itemNumber });
  const { mine } = store.getState();
  if (answer.ok && mine && !hasAsked({ mine }, itemNumber)) {
    store.setState({ mine: { ...mine, asksToSee: [...(mine.asksToSee ?? []), itemNumber] } });
  }
  return answer.ok;
}

/** An item was shown: who asked for it may ask again. */
export function isAnswered({ store }: LiveStore, itemNumber: number): void {
  const { mine } = store.getState();
  if (!mine || !hasAsked({ mine }, itemNumber)) return;
  store.setState({ mine: { ...mine, asksToSee: mine.asksToSee?.filter((asked) => asked !== itemNumber) } });
}
