import type { OfficeOrderRow } from '../../../../shared/contract/office-orders.ts';
import type { OrderStatus } from '../../../../shared/market/order/contract.ts';
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
/** The parcel that is least far speaks for the order; a lost one for all of them. */
const order: readonly ShipmentStatus[] = ['LOST', 'PACKED', 'SHIPPED', 'RETURNED', 'DELIVERED'];

/** What became of an order: its state or that of its parcels, its claim, what came back. */
export function OrderPills({
  order: { status, parcels, claim, refundedMinor, currency },
}: {
  order: Pick<OfficeOrderRow, 'status' | 'parcels' | 'claim' | 'refundedMinor' | 'currency'>;
}) {
  const say = useMessages(officeOrdersWords);
  const money = useMoney(currency);
  const parcel = order.find((each) => parcels.includes(each));
  return (
    <>
      {status === 'PAID' && parcel ? (
        <Pill tone={parcel === 'LOST' ? 'attention' : 'done'}>{say.parcel[parcel]}</Pill>
      ) : (
        <Pill tone={tones[status]}>{say.status[status]}</Pill>
      )}
      {claim && <Pill tone={claim === 'OPEN' ? 'attention' : 'plain'}>{say.claim[claim]}</Pill>}
      {refundedMinor > 0 && <Pill>{say.refundedOf(money(refundedMinor))}</Pill>}
    </>
  );
}
