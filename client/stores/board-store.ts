import type { BoardView } from '../../shared/contract/settlement.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

const BOARD_MS = 60_000;

/** How the promise is kept, for a wall: it asks again by itself. */
export function createBoardStore({ http }: Pick<Outside, 'http'>): RemoteValue<BoardView> {
  return createRemoteValue(
    () => http.call('board'),
    () => BOARD_MS,
  );
}
