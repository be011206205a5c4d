import type {
  ContactView,
  MyParcels,
  PackGroup,
  PackingListed,
  PackingView,
} from '../../../shared/contract/packing.ts';
import { CLAIM_ANSWER_MS } from '../../../shared/market/parcel/bounds.ts';
import { type ClaimedLine, claimBack } from '../../../shared/market/parcel/claim-back.ts';
import { hasEnded } from '../../../shared/market/stream/has-ended.ts';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import type { ClaimOfOrder, LineToPack, NamedLine, Parcel } from '../../ports/readers.ts';
import type { StreamRow } from '../../ports/rows.ts';
import { secondOrigins } from '../../shop/origins.ts';
import type { BuyerActor } from '../application.ts';
import type { ApplicationDeps } from '../deps.ts';
import { firstDay, promised, shopToday } from '../ship-days.ts';
import { claimEnds } from './claim-time.ts';
import { type OrderSums, orderSums, type PrintedParcel } from './order-sums.ts';

/** What one look at the packing shows: a morning's work, not a year's. */
const SHOWN_PARCELS = 200;
const SHOWN_LINES = 2_000;
const SHOWN_CLAIMS = 100;
const MY_ORDERS = 200;
const MY_PARCELS = 200;
/** Streams that may still have parcels to pack. */
const MAX_PACKING_STREAMS = 100;

/** The packing of one stream: what is to pack, what is under way, and the claims to decide. */
export async function packingOf(deps: ApplicationDeps, stream: StreamRow): Promise<PackingView | null> {
  const { streamId } = stream;
  const engine = await deps.engines.stream(streamId);
  if (!engine) return null;
  const [lines, parcels, claims, floor] = await Promise.all([
    deps.readers.toPack(streamId, SHOWN_LINES),
    deps.readers.parcels({ streamId, limit: SHOWN_PARCELS }),
    deps.readers.claims({ streamId, statuses: ['OPEN'], limit: SHOWN_CLAIMS }),
    engine.read((state) => ({
      origins: new Map([...state.items.values()].map(({ itemNumber, origin }) => [itemNumber, origin])),
      closedAtMs: state.closedAtMs,
      remorseMs: state.settings.remorseMs,
      idNow: new Map(state.aliases),
    })),
  ]);
  const contacts = contactsOf(deps);
  const { engines } = deps;
  const originsEn = await engines.shop.read(secondOrigins);
  const today = await shopToday(deps);
  const toPack: PackGroup[] = [];
  for (const group of groupsToPack(lines, floor)) {
    const [first] = group;
    if (!first) continue;
    const readyAtMs =
      floor.closedAtMs === null
        ? null
        : group.reduce((at, { paidAtMs }) => Math.max(at, paidAtMs + floor.remorseMs), floor.closedAtMs);
    const origin = floor.origins.get(first.itemNumber) ?? '';
    toPack.push({
      ...{ origin, ...secondOrigin({ originEn: originsEn.get(origin) }) },
      orderIds: [...new Set(group.map(({ orderId }) => orderId))],
      readyAtMs,
      ...promised(firstDay(group.map(({ shipBy }) => shipBy)), today),
      contact: await contacts(first.buyerId, first.addressId),
      lines: group.map((line) => lineView(engines, streamId, line)),
    });
  }
  const packedParcels: PackingView['parcels'] = [];
  for (const parcel of parcels) {
    const { buyerId, addressId } = parcel.shipment;
    const isHere = parcel.shipment.status === 'PACKED';
    packedParcels.push({
      ...parcelView(engines, parcel),
      ...secondOrigin({ originEn: originsEn.get(parcel.shipment.origin) }),
      ...promised(isHere ? firstDay(parcel.lines.map(({ shipBy }) => shipBy)) : null, today),
      contact: await contacts(buyerId, addressId),
    });
  }
  return {
    stream: packingStream(stream),
    toPack: toPack.sort((a, b) => (a.readyAtMs ?? 0) - (b.readyAtMs ?? 0)),
    parcels: packedParcels,
    // Whoever waits longest is answered first (O9).
    claims: claims.map((claim) => claimView(engines, claim)).sort((a, b) => a.answerByMs - b.answerByMs),
    more: lines.length === SHOWN_LINES || parcels.length === SHOWN_PARCELS || claims.length === SHOWN_CLAIMS,
  };
}

/**
 * What one parcel takes of what is to pack: goods of one origin to one buyer at one address.
 * @param idNow who a buyer is after all merges (B2), where that is another
 */
export function groupsToPack(
  lines: readonly LineToPack[],
  { origins, idNow }: { origins: ReadonlyMap<number, string>; idNow: ReadonlyMap<string, string> },
): LineToPack[][] {
  const groups = new Map<string, LineToPack[]>();
  for (const line of lines) {
    const buyerId = idNow.get(line.buyerId) ?? line.buyerId;
    const name = `${buyerId} ${line.addressId} ${origins.get(line.itemNumber) ?? ''}`;
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return [...groups.values()];
}

/** Streams that are over, those with late orders first, the most of them on top, then the newest; with what of each went wrong. */
export async function packingStreams(
  deps: Pick<ApplicationDeps, 'readers' | 'engines' | 'clock'>,
): Promise<PackingListed[]> {
  const { readers } = deps;
  const rows = await readers.streams({ rehearsals: false, limit: MAX_PACKING_STREAMS });
  const over = rows.filter(({ status }) => hasEnded(status));
  const counts = await readers.afterSaleCounts(over.map(({ streamId }) => streamId));
  const late = new Map(
    (await readers.lateOrders(await shopToday(deps))).map(({ streamId, orders }) => [streamId, orders]),
  );
  const listed = over.map((row) => {
    const { openClaims = 0, lostParcels = 0 } =
      counts.find(({ streamId }) => streamId === row.streamId) ?? {};
    const lateOrders = late.get(row.streamId) ?? 0;
    return { ...packingStream(row), openClaims, lostParcels, lateOrders };
  });
  return listed.sort((one, other) => other.lateOrders - one.lateOrders);
}

/** Parcels by their ids, with who they go to: for labels and slips. Those of other streams are left out. */
export async function parcelsToPrint(
  deps: ApplicationDeps,
  { streamId, currency }: Pick<StreamRow, 'streamId' | 'currency'>,
  shipmentIds: readonly string[],
): Promise<PrintedParcel[]> {
  const found = await deps.readers.parcels({ streamId, shipmentIds, limit: SHOWN_PARCELS });
  const contacts = contactsOf(deps);
  const parcels: PrintedParcel[] = [];
  for (const parcel of found) {
    const { buyerId, addressId } = parcel.shipment;
    const orders: OrderSums[] = [];
    for (const orderId of new Set(parcel.lines.map((line) => line.orderId))) {
      const order = await deps.readers.orderById(orderId);
      if (!order) continue;
      const reference = deps.engines.referenceOf(streamId, order.order.number);
      orders.push({ ...orderSums(order), reference });
    }
    const contact = await contacts(buyerId, addressId);
    parcels.push({ ...parcelView(deps.engines, parcel), contact, currency, orders });
  }
  return parcels;
}

/** Every parcel and claim of a buyer's newest orders, over all streams. */
export async function myParcels(
  {
    readers,
    store,
    engines,
    providers,
  }: Pick<ApplicationDeps, 'readers' | 'store' | 'engines' | 'providers'>,
  actor: BuyerActor,
): Promise<MyParcels> {
  const orders = await readers.ordersOf(actor.allIds, MY_ORDERS);
  const orderIds = orders.map(({ order }) => order.orderId);
  if (orderIds.length === 0) return { parcels: [], claims: [] };
  const daysOf = new Map(
    orders.map(({ order }) => [order.orderId, providers.get(order.payment)?.refundDays]),
  );
  const backDays = (orderId: string) => {
    const days = daysOf.get(orderId);
    return days === undefined ? {} : { backDays: days };
  };
  const [parcels, claims] = await Promise.all([
    readers.parcels({ orderIds, limit: MY_PARCELS }),
    readers.claims({ orderIds, limit: MY_PARCELS }),
  ]);
  const originsEn = await engines.shop.read(secondOrigins);
  const delivered = parcels.filter(({ shipment }) => shipment.deliveredAtMs !== null);
  const endOf = await claimEnds(
    { store },
    delivered.map(({ shipment }) => shipment.streamId),
  );
  return {
    parcels: parcels.map((parcel) => {
      const { streamId, deliveredAtMs, origin } = parcel.shipment;
      const originEn = originsEn.get(origin);
      const claimUntilMs = deliveredAtMs === null ? null : endOf(streamId, deliveredAtMs);
      const view = parcelView(engines, parcel);
      const lines = view.lines.map((line, index) => ({
        ...line,
        claimed: claimedOf(parcel.lines[index]!),
        ...backDays(line.orderId),
      }));
      return { ...view, lines, ...secondOrigin({ originEn }), claimUntilMs };
    }),
    claims: claims.map((claim) => ({ ...claimView(engines, claim), ...backDays(claim.orderId) })),
  };
}

function packingStream({ streamId, slug, title, titleEn, status, currency, endedAtMs }: StreamRow) {
  return { streamId, slug, title, ...(titleEn && { titleEn }), status, currency, endedAtMs };
}

/** Unseals addresses for those who pack and pay back, each once (A3). */
export function contactsOf({ directory, secrets }: Pick<ApplicationDeps, 'directory' | 'secrets'>) {
  const known = new BoundedMap<string, ContactView | null>(SHOWN_LINES);
  return async (buyerId: string, addressId: string | null): Promise<ContactView | null> => {
    if (addressId === null) return null;
    const seen = known.get(addressId);
    if (seen !== undefined) return seen;
    const { allIds } = await directory.identity(buyerId);
    const [sealed] = await directory.addresses([addressId]);
    const contact =
      sealed && allIds.includes(sealed.buyerId) ? secrets.open(sealed.buyerId, sealed.sealed) : null;
    known.set(addressId, contact);
    return contact;
  };
}

/** Who knows what an order is called in the shop (O7). */
type References = Pick<ApplicationDeps['engines'], 'referenceOf'>;

function parcelView(references: References, { shipment, lines }: Parcel) {
  const { shipmentId, streamId, origin, status, carrier, trackingCode } = shipment;
  const { packedAtMs, shippedAtMs, deliveredAtMs } = shipment;
  return {
    shipmentId,
    streamId,
    origin,
    status,
    carrier,
    trackingCode,
    packedAtMs,
    shippedAtMs,
    deliveredAtMs,
    lines: lines.map((line) => ({
      ...lineView(references, streamId, line),
      sellable: line.sellable,
      damaged: line.damaged,
    })),
  };
}

/** What stands about a line of an order, in a parcel or waiting for one. */
function lineView(
  references: References,
  streamId: string,
  line: NamedLine & Pick<LineToPack, 'orderId' | 'lineIndex' | 'units'>,
): PackGroup['lines'][number] {
  const { orderId, lineIndex, number, itemNumber, name, nameEn, unitPriceMinor, units } = line;
  const reference = references.referenceOf(streamId, number);
  const named = { itemNumber, name, ...secondNames({ nameEn }) };
  return { orderId, lineIndex, number, reference, ...named, unitPriceMinor, units };
}

/** What a line is worth to who claims about it. */
function claimedOf({ payMinor, lineUnits, goneUnits, givenMinor }: ClaimedLine): ClaimedLine {
  return { payMinor, lineUnits, goneUnits, givenMinor };
}

/** A claim as the desk and its buyer read it. */
export function claimView(references: References, claim: ClaimOfOrder) {
  const { streamId, lineIndex: _lineIndex, goodsMinor: _goodsMinor, nameEn, ...named } = claim;
  const { lineUnits, goneUnits, payMinor, givenMinor, ...rest } = named;
  const { textId, photoIds, ...view } = rest;
  return {
    ...view,
    ...(view.status === 'OPEN' && { backMinor: claimBack(claim, view.units, view.shareBps) }),
    answerByMs: view.openedAtMs + CLAIM_ANSWER_MS,
    hasWords: textId !== null,
    photos: photoIds === '' ? 0 : photoIds.split(' ').length,
    reference: references.referenceOf(streamId, view.number),
    ...secondNames({ nameEn }),
  };
}
