import type { LogGap } from '../../event-log/ports/log-gaps.ts';
import type { Head, KeyRow, StoredFact, StoredSnapshot } from '../../event-log/ports/store.ts';
import type { KeptExposure } from '../../insights/floor/funnel.ts';
import type { AudienceRow, ExposureRow } from '../../ports/audience.ts';
import type { KnownStaff, OneTime, StaffChangeRow, StaffSession } from '../../ports/directory.ts';
import type { PersonalText } from '../../ports/personal-texts.ts';
import type {
  AdderRow,
  ClaimRow,
  ClosedOrderRow,
  FlashRow,
  ItemRow,
  LedgerEntryRow,
  MarkRow,
  MinuteRow,
  OrderLineRow,
  OrderRow,
  PayableRow,
  PayoutLineRow,
  PayoutRow,
  ProductRow,
  RefusalTally,
  SettlementStateRow,
  ShipmentLineRow,
  ShipmentRow,
  StockRow,
  StreamRow,
  VoucherRow,
} from '../../ports/rows.ts';
import type { SealedAddress } from '../../ports/sealed-address.ts';
import type { WebhookEndpoint, WebhookReplay } from '../../ports/webhooks.ts';

/** One log and what only its own appends write. */
export interface Log {
  head: Head;
  /** The fact of seq n is at n − 1. */
  facts: StoredFact[];
  /** By `buyerId key`. */
  keys: Map<string, KeyRow>;
  /** By buyer, item and code; the counts are of the log's whole life. */
  refusals: Map<string, RefusalTally & { firstAtMs: number }>;
  /** The oldest first. */
  gaps: LogGap[];
  /** By version. */
  snapshots: Map<number, StoredSnapshot>;
}

/** A text; one of a chat goes so long after the close of its stream. */
export interface KeptText extends PersonalText {
  keptMs?: number;
}

/** Everything that a market in memory knows: the same tables as in SQL, as plain maps. Rows are never changed in place. */
export interface Tables {
  logs: Map<string, Log>;
  /** How far consumers have come, by `consumer logId`. */
  cursors: Map<string, number>;
  /** Endpoints outside, and by endpoint and log what they are to be told again. */
  webhooks: Map<string, WebhookEndpoint>;
  webhookReplays: Map<string, WebhookReplay>;
  streams: Map<string, StreamRow>;
  items: Map<string, ItemRow>;
  stock: Map<string, StockRow>;
  flashes: Map<string, FlashRow>;
  vouchers: Map<string, VoucherRow>;
  orders: Map<string, OrderRow>;
  /** Lines by order id, then by line index. */
  lines: Map<string, Map<number, OrderLineRow>>;
  /** By order id: its JSON. */
  closedOrders: Map<string, ClosedOrderRow>;
  /** By shipment id. */
  shipments: Map<string, ShipmentRow>;
  /** By shipment, order and line. */
  shipmentLines: Map<string, ShipmentLineRow>;
  /** By claim id. */
  claims: Map<string, ClaimRow>;
  minutes: Map<string, MinuteRow>;
  adders: Map<string, AdderRow>;
  marks: Map<string, MarkRow>;
  products: Map<string, ProductRow>;
  ledgerEntries: Map<string, LedgerEntryRow>;
  payables: Map<string, PayableRow>;
  settlementStates: Map<string, SettlementStateRow>;
  payouts: Map<string, PayoutRow>;
  payoutLines: Map<string, PayoutLineRow>;
  audience: Map<string, AudienceRow>;
  /** By stream, item and viewer. */
  exposures: Map<string, Omit<ExposureRow, keyof KeptExposure> & KeptExposure>;
  /** When a node was last heard of. */
  beats: Map<string, number>;
  leases: Map<string, { holder: string; untilMs: number }>;
  staff: Map<string, KnownStaff>;
  staffChanges: Map<string, Omit<StaffChangeRow, 'wasRole'>>;
  sessions: Map<string, StaffSession>;
  oneTimes: Map<string, OneTime>;
  /** By the id that was merged; `rootId` is what it is now. */
  aliases: Map<string, { rootId: string; atMs: number }>;
  addresses: Map<string, SealedAddress>;
  /** By id; those that are not emptied. */
  texts: Map<string, KeptText>;
  /** By stream, as long as it is not over. */
  networkKeys: Map<string, string>;
  /** Fingerprints of the secrets that they are sealed with. */
  sealedUnder: Set<string>;
}

export function emptyTables(): Tables {
  return {
    logs: new Map(),
    cursors: new Map(),
    webhooks: new Map(),
    webhookReplays: new Map(),
    streams: new Map(),
    items: new Map(),
    stock: new Map(),
    flashes: new Map(),
    vouchers: new Map(),
    orders: new Map(),
    lines: new Map(),
    closedOrders: new Map(),
    shipments: new Map(),
    shipmentLines: new Map(),
    claims: new Map(),
    minutes: new Map(),
    adders: new Map(),
    marks: new Map(),
    products: new Map(),
    ledgerEntries: new Map(),
    payables: new Map(),
    settlementStates: new Map(),
    payouts: new Map(),
    payoutLines: new Map(),
    audience: new Map(),
    exposures: new Map(),
    beats: new Map(),
    leases: new Map(),
    staff: new Map(),
    staffChanges: new Map(),
    sessions: new Map(),
    oneTimes: new Map(),
    aliases: new Map(),
    addresses: new Map(),
    texts: new Map(),
    networkKeys: new Map(),
    sealedUnder: new Set(),
  };
}

/** What a guest is now, after all merges (B2). */
export function rootOf(tables: Tables, id: string): string {
  return tables.aliases.get(id)?.rootId ?? id;
}

/** The rows of one stream; for a list of a few thousand, looking through all is quick enough. */
export function ofStream<Row extends { streamId: string }>(rows: Iterable<Row>, streamId: string): Row[] {
  return Array.from(rows).filter((row) => row.streamId === streamId);
}
