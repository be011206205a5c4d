import type { Ack } from '../../../shared/contract/answer.ts';
import type {
  BanBuyerRequest,
  ChatBanView,
  MuteReason,
  SetShopWords,
  ShopChatWords,
  UnbanBuyerRequest,
} from '../../../shared/market/chat/contract.ts';
import { banFromChats, chatBanOf, setChatWords, unbanFromChats } from '../../shop/chat-care.ts';
import type { ChatBan } from '../../shop/state.ts';
import { ackOf } from '../ack.ts';
import type { StaffActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { type KeyedRequest, keyOf } from '../key-of.ts';

type Deps = Pick<ApplicationDeps, 'engines' | 'directory' | 'clock'>;

/** The shop's word list (N7). */
export function shopWords({ engines }: Pick<Deps, 'engines'>): Promise<ShopChatWords> {
  return engines.shop.read(({ chatWords }) => ({ ...chatWords, words: [...chatWords.words] }));
}

/** Sets the shop's word list, for an operator. */
export async function setShopWordList(
  { engines, clock }: Deps,
  { staffId, device }: StaffActor,
  request: SetShopWords,
): Promise<Ack<{ version: number }>> {
  return ackOf(
    await engines.shop.submit({
      readAtMs: clock.steadyMs(),
      ids: [staffId],
      key: keyOf('shop:set-chat-words', request),
      decide: (state) => setChatWords(state, request, { staffId, device }),
    }),
  );
}

/** Lets a buyer write in no chat (N7), by whichever id they are known. */
export async function banBuyer(
  deps: Deps,
  actor: StaffActor,
  request: BanBuyerRequest,
): Promise<Ack<{ ban: ChatBanView | null }>> {
  return banById(deps, actor, request, request.buyerId, request.reason);
}

/** The same, for an act of care on a line: its key is that of the act. */
export async function banById(
  deps: Deps,
  { staffId, device }: StaffActor,
  request: KeyedRequest,
  namedId: string,
  reason: MuteReason,
): Promise<Ack<{ ban: ChatBanView | null }>> {
  const { buyerId, allIds: ids } = await deps.directory.identity(namedId);
  const outcome = await deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:ban-from-chats', request),
    decide: (state) => banFromChats(state, { buyerId, ids, reason }, { staffId, device }),
  });
  return withName(deps, ackOf(outcome));
}

/** Lets a buyer write again (N7). */
export async function unbanBuyer(
  deps: Deps,
  { staffId, device }: StaffActor,
  request: UnbanBuyerRequest,
): Promise<Ack<{ ban: ChatBanView | null }>> {
  const { allIds } = await deps.directory.identity(request.buyerId);
  const outcome = await deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:unban-from-chats', request),
    decide: (state) => unbanFromChats(state, allIds, { staffId, device }),
  });
  return withName(deps, ackOf(outcome));
}

/** A ban as operators read it, with who set it. */
export async function chatBanViewOf(
  { engines, directory }: Pick<Deps, 'engines' | 'directory'>,
  allIds: readonly string[],
): Promise<ChatBanView | null> {
  const ban = await engines.shop.read((shop) => chatBanOf(shop, allIds));
  return ban && named(directory, ban);
}

async function withName(
  { directory }: Pick<Deps, 'directory'>,
  ack: Ack<{ ban: ChatBan | null }>,
): Promise<Ack<{ ban: ChatBanView | null }>> {
  return ack.ok ? { ...ack, ban: ack.ban && (await named(directory, ack.ban)) } : ack;
}

async function named(
  directory: Pick<ApplicationDeps['directory'], 'staffById'>,
  { reason, sinceMs, by }: ChatBan,
): Promise<ChatBanView> {
  const member = await directory.staffById(by.staffId);
  return { reason, sinceMs, by: member?.name ?? null };
}
