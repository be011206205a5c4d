import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import { chatLogOf } from '../../chat/chat.ts';
import { streamRules } from '../../market/market.ts';
import type { Silenced } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { ChatHouse } from './house.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'store' | 'directory'>;

/** Streams whose chats one question looks into: the newest that are not over. */
const MAX_CHATS = 50;
/** Acts of the shop, and of all those chats, that are looked at: the newest. Each buyer's own page says it in any case. */
const MAX_ACTS = 500;
/** Texts that a store gives at once. */
const AT_ONCE = 100;

/**
 * Buyers who may not write in some chat (N5, N7), by the ids that they are now: a stream's own act names its buyer beside the
 * log. No stream is woken for it.
 */
export async function silencedBuyers(
  { engines, store, directory }: Deps,
  { logs }: Pick<ChatHouse, 'logs'>,
): Promise<ReadonlyMap<string, Silenced>> {
  const textIds: string[] = [];
  // Ids begin with when they were made: the last are the newest.
  const open = (await store.openLogs(streamRules.kind)).toSorted().slice(-MAX_CHATS);
  for (const streamId of open) {
    const stream = engines.awakeStream(streamId);
    if (stream && hasEnded(stream.glance(({ status }) => status))) continue;
    const log = await logs.find(chatLogOf(streamId)).catch(() => null);
    if (!log) continue;
    const nowMs = log.time.nowMs();
    const acts = log.glance(({ silenced }) => [...silenced.values()]);
    for (const { textId, untilMs } of acts) {
      if (textId !== undefined && (untilMs === null || untilMs > nowMs)) textIds.push(textId);
    }
  }
  const found = new Map<string, Silenced>();
  const newest = textIds.slice(-MAX_ACTS);
  for (let at = 0; at < newest.length; at += AT_ONCE) {
    for (const { buyerId } of await directory.texts(newest.slice(at, at + AT_ONCE)))
      found.set((await directory.identity(buyerId)).buyerId, 'stream');
  }
  const banned = await engines.shop.read(({ chatBans }) => [...chatBans.keys()].slice(-MAX_ACTS));
  for (const id of banned) found.set((await directory.identity(id)).buyerId, 'shop');
  return found;
}
