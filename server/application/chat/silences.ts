import type { Ack } from '../../../shared/contract/answer.ts';
import { MAX_SILENCES_SHOWN } from '../../../shared/market/chat/bounds.ts';
import type { ChatSilence, HearInChat, OwnSilence } from '../../../shared/market/chat/contract.ts';
import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import { hearWriters } from '../../chat/care.ts';
import { chatLogOf } from '../../chat/chat.ts';
import { whySilenced } from '../../chat/write.ts';
import { refused } from '../../market/kernel/decision.ts';
import { streamRules } from '../../market/market.ts';
import { calledBy } from '../account/called-by.ts';
import { ackOf, notFound, refusalAck } from '../ack.ts';
import type { ChatWriter, StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { keyOf } from '../key-of.ts';
import type { ChatHouse } from './house.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'store' | 'directory' | 'clock'>;

/**
 * Where a buyer writes no more by a stream's own act (N5), at most 20 streams: of those that are not over, since afterwards
 * nobody knows who wrote. A stream in whose chat nobody is silenced stays asleep.
 */
export async function silencesOfBuyer(
  { engines, store, directory }: Deps,
  house: ChatHouse,
  allIds: readonly string[],
): Promise<ChatSilence[]> {
  const found: ChatSilence[] = [];
  for (const streamId of await store.openLogs(streamRules.kind)) {
    const log = await house.logs.find(chatLogOf(streamId)).catch(() => null);
    if (!log || log.glance(({ silenced }) => silenced.size === 0)) continue;
    const stream = await engines.stream(streamId);
    if (!stream || hasEnded(stream.glance(({ status }) => status))) continue;
    const tag = await house.tagger(stream);
    if (!tag) continue;
    const act = log.glance((state) => whySilenced(state, allIds.map(tag), log.time.nowMs()));
    if (!act) continue;
    const { title, page } = stream.glance((state) => state);
    const { untilMs, reason, sinceMs, by } = act;
    const member = await directory.staffById(by.staffId);
    found.push({
      ...{ streamId, title, untilMs, reason, sinceMs, ...calledBy(member) },
      ...(page?.titleEn && { titleEn: page.titleEn }),
    });
    if (found.length >= MAX_SILENCES_SHOWN) break;
  }
  return found;
}

/**
 * Until when, and why, somebody writes nothing in the chat of a stream: by a ban from all chats (N7), or by an act of this
 * one (N5); null: they are not silenced. A chat that sleeps is woken; one in which nobody has written is not made.
 */
export async function ownSilence(
  { engines }: Pick<Deps, 'engines'>,
  house: ChatHouse,
  { actor, deviceId }: Pick<ChatWriter, 'actor' | 'deviceId'>,
  streamId: string,
): Promise<OwnSilence | null> {
  const banned = house.bannedInShop(actor.allIds);
  if (banned) return { untilMs: null, reason: banned };
  const log = await house.logs.find(chatLogOf(streamId));
  if (!log || log.glance(({ silenced }) => silenced.size === 0)) return null;
  const stream = await engines.stream(streamId);
  const tag = stream && !hasEnded(stream.glance(({ status }) => status)) && (await house.tagger(stream));
  if (!tag) return null;
  const all = [...actor.allIds, deviceId].map(tag);
  const act = log.glance((state) => whySilenced(state, all, log.time.nowMs()));
  return act && { untilMs: act.untilMs, reason: act.reason };
}

/**
 * Lets a buyer write in the chat of a stream again, under whichever id they were silenced, for an operator. Closed by now →
 * CHAT_OFF, since nobody knows whom an act named; a known key repeats its answer.
 */
export async function hearBuyer(
  { engines, directory, clock }: Deps,
  house: ChatHouse,
  { staffId, device }: StaffActor,
  request: HearInChat,
): Promise<Ack<{ seq: number }>> {
  const stream = await engines.stream(request.streamId);
  if (!stream) return notFound();
  const open = await house.open(request.streamId);
  if ('refusal' in open) return refusalAck(open.refusal);
  const { allIds } = await directory.identity(request.buyerId);
  const tag = await house.tagger(stream);
  const all = tag && allIds.map(tag);
  return ackOf(
    await open.log.submit({
      readAtMs: clock.steadyMs(),
      ids: [staffId],
      key: keyOf('chat:hear-buyer', request),
      decide: (state, { atMs }) =>
        all
          ? hearWriters(state, all, { atMs, by: { staffId, device } })
          : refused({ code: 'CHAT_OFF', why: 'over' }),
    }),
  );
}
