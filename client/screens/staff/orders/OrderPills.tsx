import type { OfficeOrderRow } from '../../../../shared/contract/office-orders.ts';
import type { OrderStatus } from '../../../../shared/market/order/contract.ts';
import { reachOf } from '../../../../shared/market/parcel/reach.ts';
import type { ShipmentStatus } from '../../../../shared/market/parcel/status.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { useMoney } from '../../../ui/Price.tsx';

type Tone = 'plain' | 'done' | 'attention';
const tones: Record<OrderStatus, Tone> = {
  PLACED: 'attention',
  PAID: 'done',
  EXPIRED: 'plain',
  EXPIRED_REFUNDED: 'plain',
  CANCELLED: 'plain',
  COMPLETED: 'done',
};
const statusAt = { packed: 'PACKED', shipped: 'SHIPPED', delivered: 'DELIVERED' } as const;

/**
 * Where an order is that is on its way, as its buyer reads it; a lost parcel speaks for all of it.
 * @returns null: nothing of it is packed
 */
function whereOf({
  parcels,
  isToPack,
}: Pick<OfficeOrderRow, 'parcels' | 'isToPack'>):
  | { of: 'parcel'; is: ShipmentStatus }
  | { of: 'partly'; is: Exclude<ShipmentStatus, 'LOST'> }
  | null {
  if (parcels.includes('LOST')) return { of: 'parcel', is: 'LOST' };
  const reach = reachOf(parcels, isToPack === true);
  if (!reach) return { of: isToPack ? 'partly' : 'parcel', is: 'RETURNED' };
  if (reach.some === 'ordered') return null;
  if (reach.all === 'delivered' && parcels.includes('RETURNED')) return { of: 'partly', is: 'RETURNED' };
  return { of: reach.all === reach.some ? 'parcel' : 'partly', is: statusAt[reach.some] };
}

/** What became of an order: its state or that of its parcels, whether it is late, its claim, what came back. */
export function OrderPills({
  order,
}: {
  order: Pick<OfficeOrderRow, 'status' | 'parcels' | 'isToPack' | 'claim' | 'refundedMinor' | 'currency'> & {
    /** With no carrier although its day is over (P4). */
    isLate?: boolean;
  };
}) {
  const say = useMessages(officeOrdersWords);
  const { status, isLate = false, claim, refundedMinor } = order;
  const money = useMoney(order.currency);
  const where = status === 'PAID' ? whereOf(order) : null;
  return (
    <>
      {where ? (
        <Pill tone={where.is === 'LOST' ? 'attention' : 'done'}>
          {where.of === 'parcel' ? say.parcel[where.is] : say.partly[where.is]}
        </Pill>
      ) : (
        <Pill tone={tones[status]}>{say.status[status]}</Pill>
      )}
      {isLate && <Pill tone="attention">{say.chips.late}</Pill>}
      {claim && <Pill tone={claim === 'OPEN' ? 'attention' : 'plain'}>{say.claim[claim]}</Pill>}
      {refundedMinor > 0 && <Pill>{say.refundedOf(money(refundedMinor))}</Pill>}
    </>
  );
}
