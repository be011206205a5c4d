import type { AccountState } from './account/state.ts';
import type { BroadcastState } from './broadcast/state.ts';
import type { CartState } from './cart/state.ts';
import type { FlashSaleState } from './flash-sale/state.ts';
import type { LineupState } from './lineup/state.ts';
import type { NewcomersState } from './newcomers/state.ts';
import { Orders } from './order/orders.ts';
import type { OrderState } from './order/state.ts';
import type { ParcelState } from './parcel/state.ts';
import type { ShippingState } from './shipping/state.ts';
import { noShipping } from './shipping/table.ts';
import type { StockState } from './stock/state.ts';
import { defaultSettings } from './stream/settings.ts';
import type { StreamLifeState } from './stream/state.ts';
import type { UndoState } from './undo-memory.ts';
import type { VoucherState } from './voucher/state.ts';
import type { WaitlistState } from './waitlist/state.ts';

/**
 * What one stream is, after its facts so far: the fields of all capabilities, flat. Plain data, Maps and its orders;
 * only `apply` writes it. Another capability's fields are written through what that one exports for it.
 */
export interface StreamState
  extends StreamLifeState,
    BroadcastState,
    LineupState,
    FlashSaleState,
    ShippingState,
    VoucherState,
    AccountState,
    CartState,
    NewcomersState,
    WaitlistState,
    OrderState,
    ParcelState,
    StockState,
    UndoState {}

/**
 * Before the first fact. One literal in one order of its fields: every state has the same shape in memory.
 * @param orders where orders are kept, empty
 */
export function emptyStream(streamId: string, orders = new Orders()): StreamState {
  return {
    streamId,
    seq: 0,
    atMs: 0,
    slug: '',
    title: '',
    hostId: '',
    hostName: '',
    currency: 'CNY',
    status: 'SCHEDULED',
    holdPolicy: 'hold',
    payments: [],
    settings: defaultSettings,
    boundsVersion: 0,
    rehearsalOf: null,
    scheduledAtMs: 0,
    liveStartMs: null,
    endedAtMs: null,
    closesAtMs: null,
    closedAtMs: null,
    interruption: null,
    pause: null,
    media: null,
    ingestKey: null,
    mediaHome: null,
    playbackUrl: null,
    recording: null,
    assistants: new Map(),
    lineupVersion: 0,
    order: [],
    pins: [],
    items: new Map(),
    flashes: new Map(),
    shipping: noShipping(),
    vouchers: new Map(),
    buyers: new Map(),
    aliases: new Map(),
    former: new Map(),
    holds: new Map(),
    newcomersUnpaid: new Map(),
    expiries: new Map(),
    waitlists: new Map(),
    orders,
    shipments: new Map(),
    claims: new Map(),
    cancellable: new Set(),
    paidQueue: [],
    paidFrom: 0,
    closed: new Set(),
    forgotten: [],
    recalledSeq: 0,
    ordersPlaced: 0,
    phones: new Map(),
    returned: new Map(),
    transfers: new Set(),
    voided: new Set(),
    undo: [],
  };
}
