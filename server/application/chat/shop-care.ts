import type { Ack } from '../../../shared/contract/answer.ts';
import type {
  AnyoneInChats,
  BanBuyerRequest,
  ChatBanView,
  ConfirmAnyone,
  MuteReason,
  SetShopWords,
  ShopChatWords,
  UnbanBuyerRequest,
} from '../../../shared/market/chat/contract.ts';
import { codeOfHome, countryOfZone } from '../../lib/country.ts';
import {
  banFromChats,
  chatBanOf,
  confirmIdentities,
  setChatWords,
  unbanFromChats,
} from '../../shop/chat-care.ts';
import { termsAt } from '../../shop/ledger/terms.ts';
import type { ChatBan, ShopState } from '../../shop/state.ts';
import { calledBy } from '../account/called-by.ts';
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

/** The country whose law asks who writes for a verified identity, ISO 3166. */
const ASKS_FOR_IDENTITIES = 'CN';
type Home = Pick<Deps, 'engines' | 'clock'> & Pick<ApplicationDeps, 'countryCode'>;

/** Whether law asks who writes for a verified identity, where the shop is (N2). */
function isAsked({ clock, countryCode = null }: Home, { settlement }: Readonly<ShopState>): boolean {
  const home = countryOfZone(termsAt(settlement.terms, clock.nowMs()).timeZone);
  return codeOfHome(home, countryCode) === ASKS_FOR_IDENTITIES;
}

/** Whether *anyone* can be let write in this shop (N2). */
export function mayAnyone(deps: Home): boolean {
  return deps.engines.shop.glance((shop) => shop.anyoneInChats !== null || !isAsked(deps, shop));
}

/** Whether law asks that here, and who confirmed that the shop sees to it. */
export async function anyoneView(deps: Home & Pick<Deps, 'directory'>): Promise<AnyoneInChats> {
  const { asked, known } = await deps.engines.shop.read((shop) => ({
    asked: isAsked(deps, shop),
    known: shop.anyoneInChats,
  }));
  const member = known && (await deps.directory.staffById(known.by.staffId));
  return { isAsked: asked, confirmed: known && { ...calledBy(member), atMs: known.atMs } };
}

/** Confirms once that the shop verifies who writes, for an operator. */
export async function confirmAnyone(
  deps: Home & Pick<Deps, 'directory'>,
  { staffId, device }: StaffActor,
  request: ConfirmAnyone,
): Promise<Ack<AnyoneInChats>> {
  const outcome = await deps.engines.shop.submit({
    readAtMs: deps.clock.steadyMs(),
    ids: [staffId],
    key: keyOf('shop:confirm-identities', request),
    decide: (state) => confirmIdentities(state, { staffId, device }),
  });
  const ack = ackOf(outcome);
  return ack.ok ? { ok: true, ...(await anyoneView(deps)) } : ack;
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
  actor: StaffActor,
  request: UnbanBuyerRequest,
): Promise<Ack<{ ban: ChatBanView | null }>> {
  return unbanById(deps, actor, request, request.buyerId);
}

/** The same, for an act of care that is taken back: its key is that of the undo. */
export async function unbanById(
  deps: Deps,
  { staffId, device }: StaffActor,
  request: KeyedRequest,
  namedId: string,
): Promise<Ack<{ ban: ChatBanView | null }>> {
  const { allIds } = await deps.directory.identity(namedId);
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
  return { reason, sinceMs, ...calledBy(member) };
}
