import type { Snapshots } from '../../../event-log/ports/snapshots.ts';
import type { Store } from '../../../event-log/ports/store.ts';
import type { AudienceStore } from '../../../ports/audience.ts';
import type { BackgroundThrottle } from '../../../ports/background-throttle.ts';
import type { Directory } from '../../../ports/directory.ts';
import type { IndexProgress, PeopleIndex } from '../../../ports/people-index.ts';
import type { OrderNote, PersonalText, PersonalTexts } from '../../../ports/personal-texts.ts';
import type { Readers } from '../../../ports/readers.ts';
import type { MarketStore } from '../../../ports/rows.ts';
import { noRows } from '../../../ports/rows.ts';
import type { SealedAddress } from '../../../ports/sealed-address.ts';
import type { SecurityLogStore, SecurityPlace } from '../../../ports/security-log.ts';
import type { SettlementStore } from '../../../ports/settlement.ts';
import type { LostFiles } from '../../../ports/store-files.ts';
import { type WebhookStore, webhookConsumer } from '../../../ports/webhooks.ts';
import { MAX_TEXTS_READ } from '../../limits.ts';
import { steadyTime } from '../../system/steady-time.ts';
import type { RpcLink } from '../../threads/worker-rpc-client.ts';
import { sqliteLists } from '../after-sale-texts.ts';
import { gapsFrom } from '../gap-texts.ts';
import { aBatchOf } from '../ledger/rows-only-batch.ts';
import { packed } from '../packed-batch.ts';
import { INDEX_PROGRESS, taggedText, UNTAGGED } from '../people-index-texts.ts';
import { NOTES_OF, textsText } from '../personal-texts.ts';
import { securityBeyond, securityEntryOf, securityPage } from '../security-texts.ts';
import { type Ask, settlementReads } from '../settlement-reads.ts';
import { digestOf, partsOf } from '../snapshot-parts.ts';
import * as webhookText from '../webhook-texts.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { CheckpointCalls } from './checkpoint-worker.ts';
import type { LookupCalls } from './lookup-calls.ts';
import type { ReportCalls } from './report-calls.ts';

/** Rows of the audience written at once: an order behind them waits a millisecond or two. */
const AUDIENCE_SLICE = 500;

export interface SqliteStores {
  store: Store;
  readers: Readers;
  directory: Directory;
  audience: AudienceStore;
  settlement: SettlementStore;
  webhooks: WebhookStore;
  security: SecurityLogStore;
  /** Null unless a thread for it was named. */
  snapshots: Snapshots | null;
  /** Who takes it holds up the thread that makes reports. */
  way?: BackgroundThrottle;
  /** Missing: the store keeps no files of its own. */
  lostFiles?: LostFiles;
  /** Lets what is under way finish, then releases the file. Same as `store.close()`. */
  close(): Promise<void>;
}

type Lookups = RpcLink<LookupCalls>;
type Reports = RpcLink<ReportCalls>;
type Checkpoints = RpcLink<Pick<CheckpointCalls, 'truncate' | 'close'>>;
interface Answering {
  writer: BatchWriter;
  lookups: Lookups;
  reports: Reports;
  checkpoints: Checkpoints;
}

/** The ports over whatever answers, save what only threads of their own can do. */
export function portsOver(
  { writer, lookups, reports, checkpoints }: Answering,
  close: () => Promise<void>,
): Omit<SqliteStores, 'snapshots'> {
  return {
    store: storeOver(writer, lookups, close),
    readers: readersOver(lookups, reports),
    directory: {
      ...directoryOver(writer, lookups),
      ...textsOver(writer, lookups, checkpoints),
      ...peopleIndexOver(writer, lookups),
    },
    audience: audienceOver(writer, lookups),
    settlement: settlementOver(writer, lookups, reports),
    webhooks: webhooksOver(writer, lookups),
    security: securityOver(writer, lookups, reports),
    close,
  };
}

/** The log's port over its two threads. */
export function storeOver(writer: BatchWriter, lookups: Lookups, close: () => Promise<void>): MarketStore {
  const nowMs = steadyTime();
  return {
    create: (head) => writer.call('create', head),
    head: (logId) => lookups.call('head', logId),
    heads: (logIds) => lookups.call('heads', logIds),
    kinds: () => lookups.call('kinds'),
    openLogs: (kind) => lookups.call('openLogs', kind),
    append: (batch) => writer.append(batch),
    stageAppend: (part) => writer.stageAppend(part),
    discardStaged: () => writer.discardStaged(),
    renewHistory: (logId, from, gap) => writer.call('renewHistory', logId, from, gap),
    gapsOf: (logId) => gapsFrom((text, values) => lookups.call('ask', text, values), logId),
    factsAfter: (logId, seq, limit, types) => lookups.call('factsAfter', logId, seq, limit, types),
    factAt: (logId, seq) => lookups.call('factAt', logId, seq),
    snapshot: (logId, version) => lookups.call('snapshot', logId, version),
    async saveSnapshot(logId, { version, seq, state }) {
      const parts = partsOf(state);
      for (const [part, text] of parts.entries()) {
        await writer.call('saveSnapshotPart', { logId, version, seq }, part, text);
      }
      await writer.call('finishSnapshot', { logId, version, seq }, parts.length, digestOf(parts));
    },
    keysOf: (logId, afterSeq) => lookups.call('keysOf', logId, afterSeq),
    findKey: (logId, buyerIds, key) => lookups.call('findKey', logId, buyerIds, key),
    cursor: (consumer, logId) => lookups.call('cursor', consumer, logId),
    saveCursor: (consumer, logId, seq) => writer.call('saveCursor', consumer, logId, seq),
    async takeLease(name, holder, forMs) {
      const atMs = nowMs();
      return writer.call('takeLease', name, holder, atMs, atMs + forMs);
    },
    async claim(logId, owner, gone) {
      await writer.call('claim', logId, owner, gone, nowMs());
      return lookups.call('head', logId);
    },
    releaseLeases: (holder) => writer.call('releaseLeases', holder),
    nowMs: async () => nowMs(),
    close,
  };
}

function readersOver(lookups: Lookups, reports: Reports): Readers {
  return {
    streamBySlug: (slug) => lookups.call('streamBySlug', slug),
    streamById: (streamId) => lookups.call('streamById', streamId),
    streams: (filter) => lookups.call('streams', filter),
    streamsMade: (after, limit) => lookups.call('streamsMade', after, limit),
    products: (filter) => lookups.call('products', filter),
    productCount: (filter) => lookups.call('productCount', filter),
    productCurrencies: (filter) => lookups.call('productCurrencies', filter),
    productById: (productId) => lookups.call('productById', productId),
    productBySku: (sku) => lookups.call('productBySku', sku),
    ordersOf: (buyerIds, limit) => lookups.call('ordersOf', buyerIds, limit),
    streamsOrderedIn: (buyerIds) => lookups.call('streamsOrderedIn', buyerIds),
    orderById: (orderId) => lookups.call('orderById', orderId),
    orderByNumber: (streamId, number) => lookups.call('orderByNumber', streamId, number),
    ordersListed: (question) =>
      question.isLong ? reports.call('ordersListed', question) : lookups.call('ordersListed', question),
    buyersRanked: (question) => reports.call('buyersRanked', question),
    buyerTotals: (buyerId) => lookups.call('buyerTotals', buyerId),
    shopCurrencies: (days, streamIds) => reports.call('shopCurrencies', days, streamIds),
    shopSales: (question) => reports.call('shopSales', question),
    shopAftermath: (question) => reports.call('shopAftermath', question),
    orderSums: (filter) => reports.call('orderSums', filter),
    countOrders: (filter, most) => lookups.call('countOrders', filter, most),
    longestOpenClaim: (streamIds) => lookups.call('longestOpenClaim', streamIds),
    lowStock: (streamIds, limit) => lookups.call('lowStock', streamIds, limit),
    factsNaming: (question) => lookups.call('factsNaming', question),
    closedOrder: (streamId, orderId) => lookups.call('closedOrder', streamId, orderId),
    parcels: (filter) => lookups.call('parcels', filter),
    claims: (filter) => lookups.call('claims', filter),
    afterSaleCounts: (streamIds) => lookups.call('afterSaleCounts', streamIds),
    lateOrders: (today) => lookups.call('lateOrders', today),
    toPack: (streamId, limit) => lookups.call('toPack', streamId, limit),
    completionsDue: (beforeMs, limit) => lookups.call('completionsDue', beforeMs, limit),
    haveBought: (buyerIds) => lookups.call('haveBought', buyerIds),
    ordersByStream: (buyerIds) => lookups.call('ordersByStream', buyerIds),
    firstOrders: (streamId, buyerIds) => lookups.call('firstOrders', streamId, buyerIds),
    soldOf: (streamId) => lookups.call('soldOf', streamId),
    buyersSince: (...asked) => lookups.call('buyersSince', ...asked),
    shown: (streamId, limit) => lookups.call('shown', streamId, limit),
    recentLows: (streamId, sinceMs) => lookups.call('recentLows', streamId, sinceMs),
    recentLow: (productId, sinceMs) => lookups.call('recentLow', productId, sinceMs),
    sales: (streamId, asOfMs) => reports.call('sales', streamId, asOfMs),
    exposedMinutes: (streamId) => reports.call('exposedMinutes', streamId),
    exposedParts: (streamId, by) => reports.call('exposedParts', streamId, by),
    itemFunnel: (streamId, itemNumber) => reports.call('itemFunnel', streamId, itemNumber),
    ordersOfStream: (streamId, after, limit) => reports.call('ordersOfStream', streamId, after, limit),
    watched: (streamId, asOfMs) => reports.call('watched', streamId, asOfMs),
    refusals: (streamId) => reports.call('refusals', streamId),
  };
}

function directoryOver(
  writer: BatchWriter,
  lookups: Lookups,
): Omit<Directory, keyof PersonalTexts | keyof PeopleIndex> {
  return {
    staffByEmail: (email) => lookups.call('staffByEmail', email),
    staffById: (staffId) => lookups.call('staffById', staffId),
    addStaff: (staff) => writer.call('addStaff', staff),
    staffMembers: (nowMs, limit) => lookups.call('staffMembers', nowMs, limit),
    changeStaff: (change) => writer.call('changeStaff', change),
    staffChanges: (limit) => lookups.call('staffChanges', limit),
    addSession: (session) => writer.call('addSession', session),
    session: (tokenHash) => lookups.call('session', tokenHash),
    endSession: (tokenHash) => writer.call('endSession', tokenHash),
    addOneTime: (secret) => writer.call('addOneTime', secret),
    takeOneTime: (kind, secretHash, nowMs, byIds = []) =>
      writer.call('takeOneTime', kind, secretHash, nowMs, byIds),
    addAlias: (fromId, intoId, atMs) => writer.call('addAlias', fromId, intoId, atMs),
    identity: (buyerId) => lookups.call('identity', buyerId),
    networkKey: (streamId, fresh) => writer.call('networkKey', streamId, fresh),
    addAddress: (address) => writer.call('addAddress', address),
    addressesOf: (buyerIds) => lookups.call('addressesOf', buyerIds),
    addresses: (addressIds) => lookups.call('addresses', addressIds),
    addressCount: () => lookups.call('addressCount'),
    sealedUnder: () => lookups.call('sealedUnder'),
    sealUnder: (fingerprint) => writer.call('sealUnder', fingerprint),
    forgetSeals: (fingerprints) => writer.call('forgetSeals', fingerprints),
  };
}

/** What is emptied is gone from the write-ahead log as well, as soon as nobody reads in it. */
function textsOver(writer: BatchWriter, lookups: Lookups, checkpoints: Checkpoints): PersonalTexts {
  const emptied = async (count: Promise<number>): Promise<number> => {
    if ((await count) > 0) await checkpoints.call('truncate');
    return count;
  };
  return {
    addText: (text, most, sinceMs) => writer.call('addText', text, most, sinceMs),
    async texts(textIds) {
      const ids = sqliteLists.list(textIds.slice(0, MAX_TEXTS_READ));
      return (await lookups.call('ask', TEXTS, [ids as string])) as PersonalText[];
    },
    addNote: (note, most) => writer.call('addNote', note, most),
    notesOf: async (orderId) =>
      (await lookups.call('ask', NOTES_OF, [orderId, MAX_TEXTS_READ])) as OrderNote[],
    emptyTexts: (textIds, nowMs) =>
      emptied(writer.call('emptyTexts', textIds.slice(0, MAX_TEXTS_READ), nowMs)),
    emptyTextsOf: (buyerIds, nowMs) => emptied(writer.call('emptyTextsOf', buyerIds, nowMs)),
    emptyDueTexts: (nowMs, limit) => emptied(writer.call('emptyDueTexts', nowMs, limit)),
  };
}

const TEXTS = textsText(sqliteLists);

function peopleIndexOver(writer: BatchWriter, lookups: Lookups): PeopleIndex {
  return {
    tagUnder: (fingerprint) => writer.call('tagUnder', fingerprint),
    untagged: async () => (await lookups.call('ask', UNTAGGED, [])) as SealedAddress[],
    tagAddresses: (tagged) => writer.call('tagAddresses', tagged),
    async indexProgress() {
      const [counted] = await lookups.call('ask', INDEX_PROGRESS, []);
      return { ...(counted as IndexProgress) };
    },
    addressesTagged: async (tags) =>
      (await lookups.call('ask', TAGGED, [sqliteLists.list(tags) as string])) as SealedAddress[],
  };
}

const TAGGED = taggedText(sqliteLists);

function settlementOver(writer: BatchWriter, lookups: Lookups, reports: Reports): SettlementStore {
  const short = async <Row>({ text, values, rowOf }: Ask<Row>) =>
    (await lookups.call('ask', text, values)).map(rowOf);
  const report = async <Row>({ text, values, rowOf }: Ask<Row>) =>
    (await reports.call('ask', text, values)).map(rowOf);
  return {
    ...settlementReads(short, report),
    write(streamId, from, to, given) {
      const { rows, prices } = packed(aBatchOf({ ...noRows(), ...given }));
      return writer.call('writeSettlement', streamId, from, to, { rows, prices });
    },
  };
}

function webhooksOver(writer: BatchWriter, lookups: Lookups): WebhookStore {
  return {
    endpoints: async () => (await lookups.call('ask', webhookText.ENDPOINTS, [])).map(webhookText.endpointOf),
    add: (endpoint, most) => writer.call('addWebhook', webhookText.endpointValues(endpoint, most)),
    setOff: (webhookId, offAtMs, offWhy) => writer.call('setWebhookOff', webhookId, offAtMs, offWhy),
    saveHealth: (webhookId, health) => writer.call('saveWebhookHealth', webhookId, JSON.stringify(health)),
    remove: (webhookId) => writer.call('removeWebhook', webhookId),
    askReplay: (replay) => writer.call('askWebhookReplay', replay),
    replays: async () => (await lookups.call('ask', webhookText.REPLAYS, [])).map(webhookText.replayOf),
    beginReplay: (replay) => writer.call('beginWebhookReplay', replay),
    async behind(webhookId, sinceMs, limit) {
      const values = [webhookConsumer(webhookId), sinceMs, limit];
      const rows = await lookups.call('ask', webhookText.LOGS_BEHIND, values);
      return rows.map((row) => (row as { logId: string }).logId);
    },
  };
}

function securityOver(writer: BatchWriter, lookups: Lookups, reports: Reports): SecurityLogStore {
  return {
    write: (entries) => writer.call('writeSecurity', entries),
    async page(question) {
      const { text, values } = securityPage(question);
      return (await lookups.call('ask', text, values)).map(securityEntryOf);
    },
    async beyond(most, ofStrangers) {
      const { text, values } = securityBeyond(most, ofStrangers);
      const [place] = await reports.call('ask', text, values);
      return place === undefined ? null : { ...(place as SecurityPlace) };
    },
    trim: (upTo, ofStrangers, step) => writer.call('trimSecurity', upTo, ofStrangers, step),
  };
}

function audienceOver(writer: BatchWriter, lookups: Lookups): AudienceStore {
  return {
    async record(rows) {
      for (let from = 0; from < rows.length; from += AUDIENCE_SLICE) {
        await writer.call('recordAudience', rows.slice(from, from + AUDIENCE_SLICE));
      }
    },
    beat: (node, atMs) => writer.call('beat', node, atMs),
    beats: (limit) => lookups.call('beats', limit),
    closeLeft: (node, silentSinceMs) => writer.call('closeLeftAudience', node, silentSinceMs),
    async expose(rows) {
      for (let from = 0; from < rows.length; from += AUDIENCE_SLICE) {
        await writer.call('recordExposures', rows.slice(from, from + AUDIENCE_SLICE));
      }
    },
  };
}
