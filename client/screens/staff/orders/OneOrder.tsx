import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import type { OfficeOrder } from '../../../../shared/contract/office-orders.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { askRoute, RefusedQuestion } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { place } from '../../../ui/part.tsx';
import { dayAndTime, dayOnly } from '../../../ui/time-words.ts';
import { BuyerContacts } from '../buyers/BuyerContacts.tsx';
import { buyerAddress, endOf } from '../buyers/buyers-address.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import { orderActs, orderParts } from '../staff-panels.ts';
import { OrderLines } from './OrderLines.tsx';
import { OrderPills } from './OrderPills.tsx';
import { OrderSums } from './OrderSums.tsx';
import { Claims, Parcels, Payment } from './order-parts.tsx';
import { ORDERS, ordersAddress } from './orders-address.ts';
import { Timeline } from './Timeline.tsx';

const Acts = place(...orderActs);
const Parts = place(...orderParts);

/** An order is read anew so often: somebody packs it, or its buyer pays, while it is looked at. */
const AGAIN_MS = 15_000;

/** One order with all that is known of it; its buyer's name by a tap that is noted, for who may open it (A7). */
export function OneOrder({ reference }: { reference: string }) {
  const say = useMessages(officeOrdersWords);
  const world = useWorld();
  const role = useStore(world.me.store, ({ me }) => me?.staff?.role);
  const { data, error, refetch } = useQuery({
    queryKey: ['order', reference],
    queryFn: () => askRoute(world, 'officeOrder', { params: { reference } }),
    refetchInterval: AGAIN_MS,
  });
  const reason = error instanceof RefusedQuestion ? error.reason : null;
  if (reason?.code === 'NOT_FOUND' || reason?.code === 'BAD_REQUEST')
    return (
      <main className="page orders-page">
        <StaffHead title={say.order(reference)} back={ORDERS} />
        <Empty says={<span role="alert">{say.notThere}</span>}>
          <a className="button line" href={ORDERS}>
            {say.title}
          </a>
        </Empty>
      </main>
    );
  return (
    <main className="page orders-page order-page" aria-busy={!data && !reason}>
      <StaffHead title={say.order(reference)} back={ORDERS}>
        {data && <Acts order={data} staffRole={role} onDone={() => void refetch()} />}
      </StaffHead>
      <NotRead fault={error} notYours={say.notYours} onAgain={() => void refetch()} />
      {!data && !reason && <Bones count={6} />}
      {data && <Whole order={data} isToWork={role !== 'analyst'} />}
    </main>
  );
}

/** Who only counts orders reads no notes of those who work on them. */
function Whole({ order, isToWork }: { order: OfficeOrder; isToWork: boolean }) {
  const maySeeBuyer = useMayOpen('buyers');
  return (
    <>
      <About order={order} />
      <div className="order-columns">
        <div>
          <OrderLines order={order} />
          <OrderSums order={order} />
          <Parcels order={order} />
          <Claims order={order} />
        </div>
        <div>
          <Payment order={order} />
          <Timeline order={order} />
          {isToWork && <Parts order={order} />}
          {/* What was opened closes with what happens to the order: it may go elsewhere by now. */}
          {maySeeBuyer && (
            <BuyerContacts key={order.timeline.length} buyerId={order.buyerId} order={order.reference} />
          )}
        </div>
      </div>
    </>
  );
}

function About({ order }: { order: OfficeOrder }) {
  const say = useMessages(officeOrdersWords);
  const sayChannel = useMessages(channelMessages);
  const language = useLanguage();
  const sayBuyers = useMessages(officeBuyersWords);
  const maySeeBuyer = useMayOpen('buyers');
  const maySeeInsights = useMayOpen('insights');
  const { stream, placedAtMs, channel, status, currency, lines, sums, parcels, claims } = order;
  const claim = claims.find(({ status }) => status === 'OPEN') ?? claims[0];
  const { title } = titledIn(language, stream);
  return (
    <div className="order-about">
      <p className="orders-pills">
        <OrderPills
          order={{
            ...{ status, currency, refundedMinor: sums.refundedMinor },
            ...{ parcels: parcels.map((parcel) => parcel.status), claim: claim?.status ?? null },
            ...(lines.some(({ unitsToPack }) => unitsToPack > 0) && { isToPack: true as const }),
            isLate: lines.some(({ isLate }) => isLate),
          }}
        />
      </p>
      <p className="soft figures">
        {dayAndTime(placedAtMs, language)} ·{' '}
        <a href={`/console/${stream.slug}`}>
          <bdi>{title}</bdi>
        </a>{' '}
        · {sayChannel.channels[channel]}
      </p>
      <p className="order-ways">
        {maySeeBuyer && (
          <a href={buyerAddress(order.buyerId)}>
            {sayBuyers.buyer(endOf(order.buyerId))} <Limited key={order.buyerId} buyerId={order.buyerId} />
          </a>
        )}
        <a href={ordersAddress({ stream: stream.slug })}>{say.ofStream}</a>
        {maySeeInsights && <a href={`/insights/${stream.slug}/moment`}>{say.machine}</a>}
      </p>
    </div>
  );
}

/** Beside a buyer who may not order for a time, until when (B11); for who may open buyers. */
function Limited({ buyerId }: { buyerId: string }) {
  const world = useWorld();
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['buyer', buyerId],
    queryFn: () => askRoute(world, 'officeBuyer', { params: { buyerId } }),
    retry: false,
  });
  if (data?.limitedUntilMs === undefined) return null;
  return <Pill tone="attention">{say.limited(dayOnly(data.limitedUntilMs, language))}</Pill>;
}
