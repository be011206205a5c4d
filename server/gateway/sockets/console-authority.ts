import type { Grant } from '../../../shared/contract/stream.ts';
import type { ConsoleMutation } from '../../features/features.ts';

/** What a command needs (A1): one of these grants, or to be the host ('host'). Whoever is host holds all. */
const needed: Record<ConsoleMutation, readonly Grant[] | 'host'> = {
  'stream:go-live': 'host',
  'stream:end': 'host',
  'stream:cancel': 'host',
  'stream:interrupt': 'host',
  'stream:resume': 'host',
  'stream:grant': 'host',
  'lineup:add': ['lineup'],
  'lineup:remove': ['lineup'],
  'lineup:reorder': ['lineup'],
  'lineup:pin': ['pin'],
  'lineup:unpin': ['pin'],
  'lineup:set-price': ['lineup'],
  // The rules know whose action is taken back; here it is enough to be one who may act.
  'lineup:undo': ['pin', 'lineup', 'stock', 'flash'],
  'stock:adjust': ['stock'],
  'stock:stop': ['stock'],
  'stock:resume': ['stock'],
  'flash-price:start': ['flash'],
  'flash-price:edit': ['flash'],
  'flash-price:end': ['flash'],
  'order:cannot-fill': 'host',
};

/** True iff somebody with these rights on the stream may send this command. */
export function mayCommand(
  rights: { isHost: boolean; grants: readonly Grant[] },
  command: ConsoleMutation,
): boolean {
  if (rights.isHost) return true;
  const wanted = needed[command];
  return wanted !== 'host' && wanted.some((grant) => rights.grants.includes(grant));
}
