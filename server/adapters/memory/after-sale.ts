import type { ClaimedLine } from '../../../shared/market/parcel/claim-back.ts';
import type { ClaimFilter, NamedLine, ParcelFilter, Readers } from '../../ports/readers.ts';
import type { OrderRow } from '../../ports/rows.ts';
import { MAX_LINES_TO_PACK, MAX_LOW_STREAMS, MAX_PARCELS_LISTED } from '../limits.ts';
import type { Tables } from './tables.ts';

/** What is asked about parcels and claims, out of the maps. */
export function afterSaleOf(
  tables: Tables,
): Pick<
  Readers,
  | 'parcels'
  | 'claims'
  | 'afterSaleCounts'
  | 'lateOrders'
  | 'toPack'
  | 'completionsDue'
  | 'longestOpenClaim'
  | 'lowStock'
> {
  const shippedLines = () => [...tables.shipmentLines.values()];

  const lineOf = (line: { orderId: string; lineIndex: number }) =>
    tables.lines.get(line.orderId)?.get(line.lineIndex);

  function named(line: { streamId: string; orderId: string; lineIndex: number }): NamedLine {
    const { itemNumber = 0, unitPriceMinor = 0 } = lineOf(line) ?? {};
    const { name = '', nameEn = '' } = tables.items.get(`${line.streamId} ${itemNumber}`) ?? {};
    return {
      number: tables.orders.get(line.orderId)?.number ?? '',
      itemNumber,
      name,
      nameEn,
      unitPriceMinor,
    };
  }

  function claimed(row: Parameters<typeof named>[0]): ClaimedLine {
    const line = lineOf(row);
    if (!line) return { lineUnits: 0, goneUnits: 0, payMinor: 0, givenMinor: 0 };
    const { units, cancelledUnits, refundedUnits, goodsMinor, producerOffMinor, hostOffMinor, shopOffMinor } =
      line;
    return {
      lineUnits: units,
      goneUnits: cancelledUnits + refundedUnits,
      payMinor: goodsMinor - producerOffMinor - hostOffMinor - shopOffMinor,
      givenMinor: line.givenMinor,
    };
  }

  return {
    async parcels(filter: ParcelFilter) {
      const { streamId, statuses, shipmentIds, orderIds, trackingCodes, limit } = filter;
      const inOrders =
        orderIds &&
        new Set(shippedLines().flatMap((line) => (orderIds.includes(line.orderId) ? [line.shipmentId] : [])));
      return [...tables.shipments.values()]
        .filter(
          (row) =>
            (streamId === undefined || row.streamId === streamId) &&
            (statuses?.includes(row.status) ?? true) &&
            (shipmentIds?.includes(row.shipmentId) ?? true) &&
            (inOrders?.has(row.shipmentId) ?? true) &&
            (trackingCodes?.includes(row.trackingCode ?? '') ?? true),
        )
        .sort((a, b) => b.packedAtMs - a.packedAtMs || (a.shipmentId < b.shipmentId ? 1 : -1))
        .slice(0, Math.min(limit, MAX_PARCELS_LISTED))
        .map((shipment) => ({
          shipment,
          lines: shippedLines()
            .filter(({ shipmentId }) => shipmentId === shipment.shipmentId)
            .map((line) => ({
              ...line,
              ...named(line),
              ...claimed(line),
              shipBy: lineOf(line)?.shipBy ?? null,
            }))
            .sort((a, b) =>
              a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : a.lineIndex - b.lineIndex,
            ),
        }));
    },

    async claims({ streamId, statuses, claimIds, orderIds, limit }: ClaimFilter) {
      return [...tables.claims.values()]
        .filter(
          (row) =>
            (streamId === undefined || row.streamId === streamId) &&
            (statuses?.includes(row.status) ?? true) &&
            (claimIds?.includes(row.claimId) ?? true) &&
            (orderIds?.includes(row.orderId) ?? true),
        )
        .sort((a, b) => b.openedAtMs - a.openedAtMs || (a.claimId < b.claimId ? 1 : -1))
        .slice(0, Math.min(limit, MAX_PARCELS_LISTED))
        .map((row) => ({ ...row, ...named(row), ...claimed(row) }));
    },

    async afterSaleCounts(streamIds) {
      const claims = [...tables.claims.values()];
      const parcels = [...tables.shipments.values()];
      return streamIds
        .map((streamId) => ({
          streamId,
          openClaims: claims.filter((row) => row.streamId === streamId && row.status === 'OPEN').length,
          lostParcels: parcels.filter((row) => row.streamId === streamId && row.status === 'LOST').length,
        }))
        .filter(({ openClaims, lostParcels }) => openClaims + lostParcels > 0);
    },

    async lateOrders(today) {
      const late = new Map<string, Set<string>>();
      for (const order of tables.orders.values()) {
        const { orderId, streamId } = order;
        if (tables.streams.get(streamId)?.rehearsalOf !== null || !isLate(tables, today, order)) continue;
        late.set(streamId, (late.get(streamId) ?? new Set()).add(orderId));
      }
      return [...late]
        .map(([streamId, orders]) => ({ streamId, orders: orders.size }))
        .sort((a, b) => (a.streamId < b.streamId ? -1 : 1))
        .slice(0, MAX_PARCELS_LISTED);
    },

    async toPack(streamId, limit) {
      return [...tables.orders.values()]
        .filter((order) => order.streamId === streamId && order.status === 'PAID')
        .sort((a, b) => (a.orderId < b.orderId ? -1 : 1))
        .flatMap(({ orderId, buyerId, addressId, paidAtMs }) =>
          [...(tables.lines.get(orderId)?.values() ?? [])]
            .sort((a, b) => a.lineIndex - b.lineIndex)
            .flatMap((line) => {
              const { lineIndex } = line;
              const packed = shippedLines()
                .filter((shipped) => shipped.orderId === orderId && shipped.lineIndex === lineIndex)
                .reduce((sum, shipped) => sum + shipped.units, 0);
              const units = line.units - line.cancelledUnits - line.withdrawnUnits - packed;
              if (units <= 0) return [];
              return [
                {
                  ...{ orderId, lineIndex, buyerId, addressId, paidAtMs: paidAtMs ?? 0 },
                  ...{ shipBy: line.shipBy, ...named(line), units },
                },
              ];
            }),
        )
        .slice(0, Math.min(limit, MAX_LINES_TO_PACK));
    },

    async longestOpenClaim(streamIds) {
      const waiting = [...tables.claims.values()].filter(
        ({ status, streamId }) =>
          status === 'OPEN' &&
          (streamIds?.includes(streamId) ?? tables.streams.get(streamId)?.rehearsalOf == null),
      );
      return waiting.reduce<number | null>(
        (first, { openedAtMs }) => Math.min(first ?? openedAtMs, openedAtMs),
        null,
      );
    },

    async lowStock(streamIds, limit) {
      const rank = (status: string | undefined) => Number(status === 'SCHEDULED');
      return [...tables.streams.values()]
        .filter(({ status }) => ['SCHEDULED', 'LIVE', 'INTERRUPTED'].includes(status))
        .filter(
          ({ streamId, rehearsalOf }) => rehearsalOf === null && (streamIds?.includes(streamId) ?? true),
        )
        .sort(
          (a, b) =>
            rank(a.status) - rank(b.status) ||
            a.scheduledAtMs - b.scheduledAtMs ||
            (a.streamId < b.streamId ? -1 : 1),
        )
        .map(({ streamId }) => {
          const low = [...tables.stock.values()].filter((each) => {
            const mark = Math.max(5, Math.floor((each.allotted + each.adjusted) / 10));
            const item = tables.items.get(`${streamId} ${each.itemNumber}`);
            return each.streamId === streamId && item?.isRemoved === false && each.available <= mark;
          });
          return { streamId, products: low.length };
        })
        .filter(({ products }) => products > 0)
        .slice(0, Math.min(limit, MAX_LOW_STREAMS));
    },

    async completionsDue(deliveredBeforeMs, limit) {
      const disputed = new Set(
        [...tables.claims.values()].flatMap(({ status, orderId }) => (status === 'OPEN' ? [orderId] : [])),
      );
      return [...tables.orders.values()]
        .filter(
          ({ status, deliveredAtMs, orderId }) =>
            status === 'PAID' &&
            deliveredAtMs !== null &&
            deliveredAtMs <= deliveredBeforeMs &&
            !disputed.has(orderId),
        )
        .sort((a, b) => (a.deliveredAtMs ?? 0) - (b.deliveredAtMs ?? 0))
        .slice(0, Math.min(limit, MAX_PARCELS_LISTED))
        .map(({ streamId, orderId }) => ({ streamId, orderId }));
    },
  };
}

/** True if something of a paid order is with no carrier although its day is over (P4). */
export function isLate(tables: Tables, today: string, { orderId, status, deliveredAtMs }: OrderRow): boolean {
  if (status !== 'PAID' || deliveredAtMs !== null) return false;
  return [...(tables.lines.get(orderId)?.values() ?? [])].some(
    ({ lineIndex, shipBy, units, cancelledUnits, withdrawnUnits }) => {
      const isOver = shipBy !== null && shipBy < today;
      if (!isOver) return false;
      const handedOver = [...tables.shipmentLines.values()]
        .filter((each) => each.orderId === orderId && each.lineIndex === lineIndex)
        .filter(({ shipmentId }) => tables.shipments.get(shipmentId)?.status !== 'PACKED')
        .reduce((sum, each) => sum + each.units, 0);
      return units - cancelledUnits - withdrawnUnits > handedOver;
    },
  );
}
