import type { ActivityEntry, ActivityPage, ActivityQuery } from '../../shared/contract/activity.ts';
import type { AfterStream } from '../../shared/contract/after-stream.ts';
import type { Ack } from '../../shared/contract/answer.ts';
import type { BeforeStream } from '../../shared/contract/before-stream.ts';
import type {
  AboutGood,
  ChangedProducts,
  ChangeProductRequest,
  ChangeProductsRequest,
  CreateProductRequest,
  PreviewProductsRequest,
  Product,
  ProductFacets,
  StreamReturns,
} from '../../shared/contract/catalogue.ts';
import type { ImportPreview, ImportTaken, TakeImportQuery } from '../../shared/contract/catalogue-import.ts';
import type { ConsoleFrame } from '../../shared/contract/console-frame.ts';
import type { ConsoleKeys } from '../../shared/contract/console-parts.ts';
import type { CopiedStream, CopyStreamRequest } from '../../shared/contract/copy-stream.ts';
import type { FoundOrder } from '../../shared/contract/find-order.ts';
import type { MyVouchers } from '../../shared/contract/my-vouchers.ts';
import type {
  OfficeActivityEntry,
  OfficeActivityPage,
  OfficeActivityQuery,
} from '../../shared/contract/office-activity.ts';
import type {
  BuyerContacts,
  BuyerLimitView,
  LiftLimitRequest,
  LimitBuyerRequest,
  OfficeBuyer,
  OfficeBuyers,
  OfficeBuyersQuery,
} from '../../shared/contract/office-buyers.ts';
import type {
  OfficeOrder,
  OfficeOrders,
  OfficeOrdersQuery,
  SortedOrders,
} from '../../shared/contract/office-orders.ts';
import type { FoundPeople, PeopleIndexView } from '../../shared/contract/office-people.ts';
import type { OfficeToday } from '../../shared/contract/office-today.ts';
import type { OrderNotes } from '../../shared/contract/order-notes.ts';
import type {
  CallOffPreview,
  RefundPreview,
  RefundQuery,
  RefundView,
} from '../../shared/contract/order-refund.ts';
import type {
  ClaimTextsView,
  ContactView,
  MyParcels,
  PackingListed,
  PackingView,
} from '../../shared/contract/packing.ts';
import type { PrivateView } from '../../shared/contract/private-view.ts';
import type {
  DescribeProducerRequest,
  KnownProducer,
  ProducerProfileView,
  StreamProducers,
} from '../../shared/contract/producer-profile.ts';
import type { Refusal, RefusalReply } from '../../shared/contract/refusals.ts';
import type { GmvNow } from '../../shared/contract/sales.ts';
import type { SavedLineup, SaveLineupRequest } from '../../shared/contract/saved-lineups.ts';
import type { OriginDays, SetShipDaysRequest, StreamShipDates } from '../../shared/contract/ship-days.ts';
import type { AboutShopView, DescribeShopRequest } from '../../shared/contract/shop.ts';
import type { ShopAftermath, ShopInsights, ShopInsightsQuery } from '../../shared/contract/shop-insights.ts';
import type { LiveView } from '../../shared/live-view/entries.ts';
import type { StaffRole } from '../../shared/market/account/contract.ts';
import type {
  AnsweredQuestion,
  AnyoneInChats,
  BanBuyerRequest,
  ChatBanView,
  ChatModeration,
  ChatSilence,
  ChatWhole,
  ConfirmAnyone,
  HearInChat,
  OwnSilence,
  QuestionsReport,
  SetShopWords,
  ShopChatWords,
  UnbanBuyerRequest,
} from '../../shared/market/chat/contract.ts';
import type { BoundsView, CashView } from '../../shared/market/newcomers/contract.ts';
import type { MyOrder } from '../../shared/market/order/contract.ts';
import type { ShippingTerms } from '../../shared/market/shipping/contract.ts';
import type { CreateStreamRequest, Grant, StreamSummary } from '../../shared/market/stream/contract.ts';
import type { SetStreamDefaultsRequest, StreamDefaultsView } from '../../shared/market/stream/defaults.ts';
import type { StreamPageView } from '../../shared/market/stream/page.ts';
import type { StreamTeam } from '../../shared/market/stream/team.ts';
import type { LastChange, StreamTermsView } from '../../shared/market/stream/terms.ts';
import type { VoucherCodes } from '../../shared/market/voucher/contract.ts';
import type {
  ConsoleCommandOf,
  ConsoleReply,
  ConsoleRequest,
  LiveCommandOf,
  LiveReply,
  LiveRequest,
  Trouble,
} from '../../shared/protocol.ts';
import type { Channel } from '../../shared/values/channel.ts';
import type { Result } from '../../shared/values/result.ts';
import type { Country } from '../lib/country.ts';
import type { LookedFor } from '../lib/person-words.ts';
import type { BuyerCommand, StaffCommand } from '../market/command-spec.ts';
import type { Right } from '../market/kernel/authority.ts';
import type { ShowRequest } from '../market/show-request/decide.ts';
import type { PaymentNotice } from '../ports/payments.ts';
import type { PersonalTextKind } from '../ports/personal-texts.ts';
import type { OrderWithLines } from '../ports/readers.ts';
import type { StreamRow } from '../ports/rows.ts';
import type { ProductOfShop } from './catalogue/found-by.ts';
import type { ExportedLine } from './chat/export.ts';
import type { ExportedOrder } from './order/exported-order.ts';
import type { PrintedParcel } from './parcel/order-sums.ts';

/** A buyer on a device: the id it is now, and every id merged into it, itself first (B2). */
export interface BuyerActor {
  buyerId: string;
  allIds: readonly string[];
  /** The origin of the market's pages as this buyer has them open; absent where there is none, in a script. */
  pagesAt?: string;
  /** The network that they come from, such as `203.0.113.0/24` (H8); absent: nobody knows. */
  network?: string;
  /** True if practice payments do not work where this buyer is. */
  isPracticeOff?: boolean;
}

/** A member of staff on a device. */
export interface StaffActor {
  staffId: string;
  name: string;
  role: StaffRole;
  /** Hash of the session, for the record (A2). */
  device: string;
}

/** A viewer who writes: with the device, and with what is asked before a line that is not a repeated one. */
export interface ChatWriter {
  actor: BuyerActor;
  /** The guest that this device is. */
  deviceId: string;
  /** Takes a place among the lines of a second (N2). @returns when the next one may come, or why this one may not */
  takePlace(): Promise<{ nextAtMs: number } | { refusal: Refusal }>;
}

/** A chat at a place of its log; an empty history: it has none yet. */
export interface ChatAt<View> {
  history: string;
  seq: number;
  view: View;
}

/** Where somebody may not write: in no chat of the shop, or not in that of some stream. */
export type Silenced = 'shop' | 'stream';

/** The chats of streams. */
export interface Chats {
  /** A viewer's command. */
  live<C extends LiveCommandOf<'chat'>>(
    writer: ChatWriter,
    streamId: string,
    command: C,
    request: LiveRequest<C>,
    readAtMs: number,
  ): Promise<Ack<object>>;
  /** Until when, and why, somebody writes nothing in the chat of a stream (N5, N7); null: they are not silenced. */
  silenceOf(writer: Pick<ChatWriter, 'actor' | 'deviceId'>, streamId: string): Promise<OwnSilence | null>;
  /** Whether a viewer may be called so in the chat of a stream (N2): CHAT_NAME, or CHAT_OFF where there is none. */
  mayBeCalled(streamId: string, name: string): Promise<Ack<object>>;
  /** A command of staff, judged by their rights (A1). */
  console<C extends ConsoleCommandOf<'chat'>>(
    actor: StaffActor,
    streamId: string,
    command: C,
    request: ConsoleRequest<C>,
    readAtMs: number,
  ): Promise<Ack<object>>;
  /** The chat as everybody sees it; null: it cannot be opened. */
  whole(streamId: string): Promise<ChatAt<ChatWhole> | null>;
  /** The chat as who cares for it sees it. */
  moderation(streamId: string): Promise<ChatAt<ChatModeration> | null>;
  /** Answered questions of a stream, without names (N6), the oldest first. */
  answered(streamId: string): Promise<AnsweredQuestion[]>;
  /** The chat of a stream page by page, without names and without what was deleted (N8); null: it cannot be opened. */
  exported(streamId: string): Promise<AsyncIterable<readonly ExportedLine[]> | null>;
  /** How many questions came, were answered and wait, by item, and what was answered (N6). */
  questions(streamId: string): Promise<QuestionsReport>;
  /** The words that no chat of the shop shows unlooked at (N7). */
  words(): Promise<ShopChatWords>;
  setWords(actor: StaffActor, request: SetShopWords): Promise<Ack<{ version: number }>>;
  /** Whether law asks who writes for a verified identity, and who confirmed that the shop sees to it (N2). */
  anyone(): Promise<AnyoneInChats>;
  confirmAnyone(actor: StaffActor, request: ConfirmAnyone): Promise<Ack<AnyoneInChats>>;
  /** Lets a buyer write in no chat of the shop, or again (N7). */
  ban(actor: StaffActor, request: BanBuyerRequest): Promise<Ack<{ ban: ChatBanView | null }>>;
  unban(actor: StaffActor, request: UnbanBuyerRequest): Promise<Ack<{ ban: ChatBanView | null }>>;
  /** Streams that are not over whose own chat hears a buyer no more, and letting them write there again (N5). */
  silences(allIds: readonly string[]): Promise<ChatSilence[]>;
  hear(actor: StaffActor, request: HearInChat): Promise<Ack<{ seq: number }>>;
  /** Buyers who may not write in some chat (N5, N7), by the ids that they are now: at most 1,000, the newest acts. */
  silenced(): Promise<ReadonlyMap<string, Silenced>>;
  /** Hears of each chat that has changed. @returns how to stop */
  onChanged(listener: (streamId: string) => void): () => void;
  /** Hears that somebody may write no more in a chat, or again; null: in any. @returns how to stop */
  onSilenced(listener: (streamId: string | null) => void): () => void;
}

/** What a member of staff may do on a stream (A1): everything as its host or an operator, an assistant what was granted. */
export interface StaffRights {
  isHost: boolean;
  grants: Grant[];
}

/**
 * The answer to a command of staff. `lacksRight` marks a no that says who may not (A1): it is for the security log of the
 * door, which takes it off.
 */
export type StaffAck<Reply> = ({ ok: true } & Reply) | (RefusalReply & { lacksRight?: true });

/** Where a stream stands right after a batch, for a screen that joins: everything committed, nothing else. */
export interface StreamPosition {
  streamId: string;
  history: string;
  seq: number;
  view: LiveView;
}

/** An order with what it is called in the shop (O7), and who it goes to; null if the address cannot be read any more. */
export type ChannelOrder = OrderWithLines & { reference: string; contact: ContactView | null };

/**
 * The use cases, as the gateway sees them. Requests are parsed before they come here; refusals are values; a throw is
 * a fault. `readAtMs` is stamped when the frame was read, in this process's steady ms (T3, T7).
 */
export interface Application {
  live<C extends BuyerCommand>(
    actor: BuyerActor,
    streamId: string,
    command: C,
    request: LiveRequest<C>,
    readAtMs: number,
    /** Since when the viewer has been watching, if a valid join ticket came with the command (F5). */
    joinedAtMs: number | null,
  ): Promise<Ack<LiveReply<C>>>;
  /** What viewers ask to be shown (L9), decided together; each gets an answer of their own, in their order. */
  requestShows(
    asked: readonly ShowRequest[],
    streamId: string,
    readAtMs: number,
  ): Promise<Ack<{ seq: number; answers: (Refusal | null)[] }>>;
  /**
   * @param letGo the key will not be sent again: what nobody has seen of it is refused if it comes yet
   * @param history under which the key was made, if that is known (I5)
   */
  orderStatus(
    actor: BuyerActor,
    streamId: string,
    key: string,
    letGo?: boolean,
    history?: string | null,
  ): Promise<Ack<LiveReply<'order:status'>>>;
  /** What an order would cost (O2): read where it is asked, decided nowhere. */
  orderQuote(
    actor: BuyerActor,
    streamId: string,
    request: LiveRequest<'order:quote'>,
    readAtMs: number,
  ): Promise<Ack<LiveReply<'order:quote'>>>;
  /**
   * Whether a code is one of a voucher of the stream, over or not, and whether who typed it has units reserved there or has
   * paid an order online: what the front door counts wrong codes by (V1).
   */
  typedCode(
    actor: BuyerActor,
    streamId: string,
    code: string,
  ): Promise<{ isKnown: boolean; hasStake: boolean }>;
  console<C extends StaffCommand>(
    actor: StaffActor,
    streamId: string,
    command: C,
    request: ConsoleRequest<C>,
    readAtMs: number,
  ): Promise<StaffAck<ConsoleReply<C>>>;
  /** The chats of streams (N1). */
  chats: Chats;
  /** Why somebody of staff may not do what no log decides, as live video (A1): as `console` judges; null: they may. */
  whyMayNot(actor: StaffActor, streamId: string, right: Right): Promise<Refusal | null>;

  /**
   * A screen says that it is further than this node. The store alone is believed about that, asked once in a second for
   * all of them; the log is read on if there is more of it. @returns true if it goes as far as the screen says
   */
  readOn(streamId: string, told: { history: string; seq: number }): Promise<boolean>;
  /** True while more come to a stream than can be decided, so that not everybody is let in; known without asking anybody. */
  isCrowded(streamId: string): boolean;
  /**
   * True while so many wait for a stream that whoever comes now is turned away; known without asking anybody.
   * @param inside those of its taps that were let in here and have no answer yet
   */
  isFull(streamId: string, inside: number): boolean;
  /**
   * What time it was in a stream's log at a steady moment of this server: what its page shows and its prices go by (T7).
   * Known without asking anybody.
   */
  timeOf(streamId: string, steadyMs: number): number;
  /** When the first flash ends of those that are on, in steady ms, as now is; null: none is. Known without asking anybody. */
  nextFlashEnd(streamId: string, steadyMs: number): number | null;
  /** Until when all taps are read for the sake of a draw (F7), in steady ms; null: there is none, or the stream is not awake here. */
  drawReadUntil(streamId: string, steadyMs: number): number | null;
  /** Turns one away from a stream. @returns when to come again, in ms from now; null if the stream is not awake */
  comeAgainMs(streamId: string): number | null;
  /** Why nothing can be sold on a stream just now, for its host. */
  trouble(streamId: string): Trouble | null;
  /** Committed position and public view; null if there is no such stream. */
  position(streamId: string): Promise<StreamPosition | null>;
  privateView(streamId: string, actor: BuyerActor): Promise<PrivateView>;
  /** The number of a stream in the shop (O7); null: it has none, as a rehearsal. */
  shopNumber(streamId: string): Promise<number | null>;
  /** What a stream has sold by now, kept with its state: no row is read for it. null: there is no such stream. */
  gmvNow(streamId: string): Promise<GmvNow | null>;
  /** What staff may do on a stream, or null if nothing at all (A1): then the stream is NOT_FOUND to them. */
  staffGrants(streamId: string, actor: StaffActor): Promise<StaffRights | null>;
  /** Those of these streams, newest first, that somebody works on (A1); streams that closed long ago are not woken for it. */
  ownStreams(actor: StaffActor, rows: readonly StreamRow[]): Promise<StreamRow[]>;
  /**
   * Goods whose floor prices and warehouse stock an assistant may know, by id, as far as streams are awake here.
   * @param namedId a stream that is looked at in any case; null: none
   */
  floorPricesSeen(actor: StaffActor, namedId: string | null): Promise<ReadonlySet<string>>;
  /** The whole floor, or of each of its parts only what changed. */
  consoleFrame(streamId: string, changed?: Partial<ConsoleKeys>): Promise<ConsoleFrame>;

  /** What sending costs, for staff of the stream; NOT_FOUND to everybody else (A1). */
  shippingTerms(actor: StaffActor, streamId: string): Promise<Ack<ShippingTerms>>;
  /** What newcomers and unpaid orders may keep of the stock, for the stream's host; NOT_FOUND to who does not work on it. */
  bounds(actor: StaffActor, streamId: string): Promise<Ack<BoundsView>>;
  /** Newcomers' cash orders that could be released now (H8), for the stream's host; NOT_FOUND to who does not work on it. */
  newcomersCash(actor: StaffActor, streamId: string): Promise<Ack<CashView>>;
  /** What can be refunded of an order (O8), for its stream's host; NOT_FOUND to who does not work on it. */
  orderRefund(actor: StaffActor, orderId: string): Promise<Result<RefundView, Refusal>>;
  /** What a refund would do; refused as the refund would be. */
  previewRefund(
    actor: StaffActor,
    orderId: string,
    asked: RefundQuery,
  ): Promise<Result<RefundPreview, Refusal>>;
  /** The private notes about an order (O12), for who may read it; written, and destroyed, by the same. */
  orderNotes(actor: StaffActor, reference: string): Promise<Result<OrderNotes, Refusal>>;
  addNote(
    actor: StaffActor,
    reference: string,
    note: { key: string; words: string },
  ): Promise<Result<OrderNotes, Refusal>>;
  deleteNote(actor: StaffActor, reference: string, textId: string): Promise<Result<OrderNotes, Refusal>>;
  /** What it would do if the shop cancelled an order (O11); refused as that would be. */
  previewCallOff(actor: StaffActor, orderId: string): Promise<Result<CallOffPreview, Refusal>>;
  /** What the stream's page says, for who works on it (S8); NOT_FOUND to everybody else. */
  streamPage(actor: StaffActor, streamId: string): Promise<Ack<StreamPageView>>;
  /** What became of a stream (S12), as far as somebody may see it. Refusals: NOT_FOUND, REHEARSAL, STREAM_NOT_LIVE. */
  afterStream(actor: StaffActor, slug: string): Promise<Result<AfterStream, Refusal>>;
  /** What its host looks at before it goes live (S14). Refusal: NOT_FOUND. */
  beforeStream(actor: StaffActor, slug: string): Promise<Result<BeforeStream, Refusal>>;
  /** What was done on a stream, newest first (A2), for its host; NOT_FOUND to who does not work on it. */
  streamActivity(actor: StaffActor, streamId: string, query: ActivityQuery): Promise<Ack<ActivityPage>>;
  /** All of it, or all of one person (A2), for a table. */
  allActivity(
    actor: StaffActor,
    streamId: string,
    query: Pick<ActivityQuery, 'staffId'>,
  ): Promise<Ack<{ currency: string; entries: ActivityEntry[] }>>;
  /** What was done on all streams and to the shop, newest first (A2): to operators; to a host of their own streams. */
  officeActivity(actor: StaffActor, query: OfficeActivityQuery): Promise<Ack<OfficeActivityPage>>;
  /** All of it, or all of one person, for a table. */
  allOfficeActivity(
    actor: StaffActor,
    query: Pick<OfficeActivityQuery, 'staffId'>,
  ): Promise<OfficeActivityEntry[]>;
  /** Who may be allowed something on a stream, and what is (A1), for its host; NOT_FOUND to who does not work on it. */
  streamTeam(actor: StaffActor, streamId: string): Promise<Ack<StreamTeam>>;
  /** The times of a stream, its pins and its price guard (S10), for its host; NOT_FOUND to who does not work on it. */
  streamTerms(actor: StaffActor, streamId: string): Promise<Ack<StreamTermsView>>;
  /** The codes that this member of staff gave vouchers of a stream; NOT_FOUND to who does not work on it. */
  voucherCodes(actor: StaffActor, streamId: string): Promise<Ack<VoucherCodes>>;
  createStream(actor: StaffActor, request: CreateStreamRequest): Promise<Ack<{ stream: StreamSummary }>>;
  /** Lineups that were saved (S15): their own and the shop's, for an operator all. */
  savedLineups(actor: StaffActor): Promise<SavedLineup[]>;
  /** Saves that of a stream, for its host; NOT_FOUND to who does not work on it. */
  saveLineup(actor: StaffActor, slug: string, request: SaveLineupRequest): Promise<Ack<SavedLineup>>;
  deleteLineup(actor: StaffActor, lineupId: string): Promise<Ack<object>>;
  /** Makes one as an earlier stream was (S13), for that one's host; NOT_FOUND to who does not work on it. */
  copyStream(
    actor: StaffActor,
    request: CopyStreamRequest,
    practice: { isPracticeOff: boolean },
  ): Promise<Ack<CopiedStream>>;
  rehearse(actor: StaffActor, slug: string): Promise<Ack<{ stream: StreamSummary }>>;
  /** The country whose days the shop counts (M2); null: they are of none. */
  home(): Promise<Country | null>;
  /** How an order stands, for whoever knows its reference and its phone (B7); null: they do not fit. */
  findOrder(asked: { reference: string; phone: string }): Promise<FoundOrder | null>;
  /** Whether a buyer has ever ordered in the shop. */
  hasOrdered(actor: BuyerActor): Promise<boolean>;
  /** Who sells, and on what terms (B6). */
  aboutShop(): Promise<AboutShopView>;
  /** Who said that last, for operators; null: nobody did. */
  whoDescribedShop(): Promise<LastChange | null>;
  /** What new streams begin with (S11). */
  streamDefaults(): Promise<StreamDefaultsView>;
  /** Sets it, for an operator. */
  setStreamDefaults(actor: StaffActor, request: SetStreamDefaultsRequest): Promise<Ack<StreamDefaultsView>>;
  /** Says it, for an operator. */
  describeShop(actor: StaffActor, request: DescribeShopRequest): Promise<Ack<AboutShopView>>;
  /** A producer as buyers may know them (B10); null: there is none. */
  producer(producerId: string): Promise<KnownProducer | null>;
  /** Says what a producer says of themselves, for an operator or that producer. */
  describeProducer(
    actor: StaffActor,
    producerId: string,
    request: DescribeProducerRequest,
  ): Promise<Ack<ProducerProfileView>>;
  /** Who makes the products of a stream (B10); null if there is no such stream. */
  streamProducers(slug: string): Promise<StreamProducers | null>;
  /** How long each origin takes (P4), for operators. */
  originDays(): Promise<OriginDays[]>;
  /** Says it for one of them. */
  setShipDays(actor: StaffActor, request: SetShipDaysRequest): Promise<Ack<OriginDays>>;
  /** When each origin of a stream ships what is ordered now (P4); null if there is no such stream. */
  shipDates(slug: string): Promise<StreamShipDates | null>;
  /** Today, as the shop counts days (M2): `2026-12-03`. */
  shopToday(): Promise<string>;
  /** That of most products; null: there is none yet. */
  usualCurrency(): Promise<string | null>;
  /** Takes the zone of an operator's own clock for that of a shop in which nothing has happened yet (M2). */
  takeTimeZone(actor: StaffActor, timeZone: string): Promise<void>;
  createProduct(actor: StaffActor, request: CreateProductRequest): Promise<Ack<{ product: Product }>>;
  /** @param of whose goods the actor may change; null: anybody's */
  changeProduct(
    actor: StaffActor,
    productId: string,
    of: string | null,
    request: ChangeProductRequest,
  ): Promise<Ack<{ product: Product }>>;
  /** Makes the same of many products; those that refuse it are named. */
  changeProducts(actor: StaffActor, request: ChangeProductsRequest): Promise<Ack<ChangedProducts>>;
  /** What that would change now. */
  previewProducts(request: PreviewProductsRequest): Promise<ChangedProducts>;
  /** What a table of products would do to the catalogue. */
  previewImport(bytes: Uint8Array, currency: string): Promise<ImportPreview>;
  /** Takes it as it was shown, all or none. */
  takeImport(actor: StaffActor, bytes: Uint8Array, asked: TakeImportQuery): Promise<Ack<ImportTaken>>;
  /** What the catalogue can be narrowed to. */
  productFacets(): Promise<ProductFacets>;
  /** A product with all that is known of it; null if there is none. */
  product(productId: string): Promise<Product | null>;
  /** What a buyer may want to know of a good beside its card; null if there is none. */
  aboutGood(slug: string, itemNumber: number): Promise<AboutGood | null>;
  /** What buyers find these products by, as the catalogue has them now; one that it does not know is left out. */
  productsOfShop(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductOfShop>>;
  /** On what terms the products of a stream can be returned; null if there is no such stream. */
  streamReturns(slug: string): Promise<StreamReturns | null>;
  /** How many were sold of each product of a stream, by its number (B8); null if there is no such stream. */
  sold(slug: string): Promise<ReadonlyMap<number, number> | null>;
  /** Whether a buyer has an order that was paid online or delivered (H6); null if the store does not say so in time. */
  hasBought(actor: BuyerActor): Promise<boolean | null>;
  /** Moves everything of a guest to another (B2), in every open stream. */
  mergeBuyers(fromId: string, intoId: string): Promise<void>;
  /** A verified webhook. `readAtMs` is when it came in: it judges the payment's time. */
  payment(notice: PaymentNotice, readAtMs: number): Promise<void>;
  /** What the packers of a stream work on, with the names and addresses of its parcels; null if there is no such stream. */
  packing(slug: string): Promise<PackingView | null>;
  /** Streams that are over, with what of each went wrong for somebody. */
  packingStreams(): Promise<PackingListed[]>;
  /** Parcels to print: those of the stream among the ids. */
  parcelsToPrint(slug: string, shipmentIds: readonly string[]): Promise<PrintedParcel[] | null>;
  /** What a channel is to send, page by page, with names and addresses; null if there is no such stream. */
  channelOrders(slug: string, channel: Channel): Promise<AsyncIterable<ChannelOrder[]> | null>;
  myParcels(actor: BuyerActor): Promise<MyParcels>;
  /**
   * Keeps a sentence or a photo for a claim that is about to be made (A4). @returns its id, or why it is not kept
   * @param text.read called once it is known that they may; null: it is not what it should be
   */
  keepClaimText(
    actor: BuyerActor,
    orderId: string,
    text: { kind: PersonalTextKind; read(): Promise<Result<Uint8Array, Refusal>> },
  ): Promise<Result<{ textId: string }, Refusal>>;
  /** What a claim says in words and photos, opened for the desk; null if there is no such claim of the stream. */
  claimTexts(slug: string, claimId: string): Promise<ClaimTextsView | null>;
  /** The same for the buyer who sent it; null if there is no such claim of an order of theirs. */
  myClaimTexts(
    actor: BuyerActor,
    claim: { orderId: string; claimId: string },
  ): Promise<ClaimTextsView | null>;
  /** The vouchers of the streams that are on, as each stands to a buyer. */
  myVouchers(actor: BuyerActor): Promise<MyVouchers>;
  /** A buyer's orders over all streams, newest first. */
  myOrders(actor: BuyerActor): Promise<MyOrder[]>;
  /** One of them, by its id, its reference or its number (O7); null if there is none, or it is somebody else's. */
  myOrder(actor: BuyerActor, asked: string): Promise<MyOrder | null>;
  /** Orders over all streams, newest first, of those that a member of staff may read (A6). */
  officeOrders(actor: StaffActor, asked: OfficeOrdersQuery): Promise<Result<OfficeOrders, Refusal>>;
  /**
   * What the shop sold on some days: of all streams for operators and analysts, of those that they may open for hosts.
   * Refusals: BAD_REQUEST with the field of a day that there is not, or of a range that ends before it begins or is too long.
   */
  shopInsights(actor: StaffActor, asked: ShopInsightsQuery): Promise<Result<ShopInsights, Refusal>>;
  /** What became of those orders; refused likewise. */
  shopAftermath(actor: StaffActor, asked: ShopInsightsQuery): Promise<Result<ShopAftermath, Refusal>>;
  /** Buyers over all streams, by what they spent, how often or when they ordered last (A7). */
  officeBuyers(asked: OfficeBuyersQuery): Promise<OfficeBuyers>;
  /** One of them, by any id that is theirs; null: nobody of that id has ordered. */
  officeBuyer(buyerId: string): Promise<OfficeBuyer | null>;
  /** The addresses that a buyer keeps, opened (A3). */
  buyerContacts(buyerId: string, order?: string): Promise<BuyerContacts>;
  /** Buyers by a whole name or the end of a phone, with their newest orders (A5). */
  findPeople(actor: StaffActor, wanted: LookedFor): Promise<FoundPeople>;
  /** How many addresses can be found so by now. */
  peopleIndex(): Promise<PeopleIndexView>;
  /** Whether they read the orders of any stream. */
  readsOrders(actor: StaffActor): Promise<boolean>;
  /** What of them waits for somebody today, counted. */
  officeToday(actor: StaffActor): Promise<Result<OfficeToday, Refusal>>;
  /** Lets a buyer take and order nothing for some days, or again (B11). */
  limitBuyer(actor: StaffActor, request: LimitBuyerRequest): Promise<Ack<{ limit: BuyerLimitView | null }>>;
  liftLimit(actor: StaffActor, request: LiftLimitRequest): Promise<Ack<{ limit: BuyerLimitView | null }>>;
  /** All of them, page by page, to be taken along. */
  officeOrderPages(
    actor: StaffActor,
    asked: SortedOrders,
  ): Promise<Result<AsyncIterable<ExportedOrder[]>, Refusal>>;
  /** One of them by its reference (O7), with what happened to it, out of the log. Refusals: NOT_FOUND, FORBIDDEN. */
  officeOrder(actor: StaffActor, reference: string): Promise<Result<OfficeOrder, Refusal>>;
}
