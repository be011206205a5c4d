import { useQuery } from '@tanstack/react-query';
import type { OfficeBuyer } from '../../../../shared/contract/office-buyers.ts';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { askRoute, RefusedQuestion } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { OrdersList } from '../orders/OrdersList.tsx';
import { ordersAddress } from '../orders/orders-address.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { BuyerChat } from './BuyerChat.tsx';
import { BuyerContacts } from './BuyerContacts.tsx';
import { BuyerLimit } from './BuyerLimit.tsx';
import { BuyerPills } from './BuyerPills.tsx';
import { BUYERS, endOf } from './buyers-address.ts';
import { useSpent } from './use-spent.ts';

/** A buyer is read anew so often: an order comes, or somebody decides a claim, while the page is open. */
const AGAIN_MS = 20_000;

/** One buyer: numbers that lead to exactly their orders, who it is by a tap, and the orders. */
export function OneBuyer({ buyerId }: { buyerId: string }) {
  const say = useMessages(officeBuyersWords);
  const world = useWorld();
  const { data, error, refetch } = useQuery({
    queryKey: ['buyer', buyerId],
    queryFn: () => askRoute(world, 'officeBuyer', { params: { buyerId } }),
    refetchInterval: AGAIN_MS,
  });
  const reason = error instanceof RefusedQuestion ? error.reason : null;
  const title = say.buyer(endOf(buyerId));
  if (reason?.code === 'NOT_FOUND' || reason?.code === 'BAD_REQUEST')
    return (
      <main className="page orders-page">
        <StaffHead title={title} back={BUYERS} />
        <Empty says={<span role="alert">{say.notThere}</span>}>
          <a className="button line" href={BUYERS}>
            {say.title}
          </a>
        </Empty>
      </main>
    );
  return (
    <main className="page orders-page" aria-busy={!data && !reason}>
      <StaffHead title={title} back={BUYERS} />
      <NotRead fault={error} notYours={say.notYours} onAgain={() => void refetch()} />
      {!data && !reason && <Bones count={6} />}
      {data && (
        <>
          <p className="orders-pills buyer-pills">
            <BuyerPills buyer={data} />
          </p>
          <Numbers buyer={data} />
          <BuyerLimit buyer={data} onDone={() => void refetch()} />
          <BuyerChat buyer={data} onDone={() => void refetch()} />
          <BuyerContacts buyerId={buyerId} />
          <section className="order-block">
            <h2>{say.theirOrders}</h2>
            <OrdersList filter={{ buyer: buyerId }} clear={() => {}} />
          </section>
        </>
      )}
    </main>
  );
}

function Numbers({ buyer }: { buyer: OfficeBuyer }) {
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  const spent = useSpent(buyer.spent);
  const { buyerId, orders, bought, claims, unpaid, underway, openClaims, devices } = buyer;
  const tiles: [what: keyof typeof say.tiles, figure: number | string, rows: number, of: OrdersFilter][] = [
    ['orders', orders, orders, {}],
    ['spent', spent, bought, { bought: 'any' }],
    ['claims', claims, claims, { claim: 'any' }],
    ['unpaid', unpaid, unpaid, { state: 'PLACED' }],
    ['underway', underway, underway, { state: 'PAID' }],
    ['openClaims', openClaims, openClaims, { claim: 'open' }],
  ];
  return (
    <>
      <p className="soft figures">
        {say.since(dayAndTime(buyer.firstAtMs, language), dayAndTime(buyer.lastAtMs, language))}
        {devices > 1 && ` · ${say.devices(devices)}`}
      </p>
      <ul className="buyer-tiles">
        {tiles.map(([what, figure, rows, of]) => (
          <li key={what}>
            {rows > 0 ? (
              <a href={ordersAddress({ buyer: buyerId, ...of })}>
                <Tile figure={figure} what={say.tiles[what]} />
              </a>
            ) : (
              <span>
                <Tile figure={typeof figure === 'number' ? figure : say.nothing} what={say.tiles[what]} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Tile({ figure, what }: { figure: number | string; what: string }) {
  return (
    <>
      <b className="figures">{figure}</b> <span className="soft small">{what}</span>
    </>
  );
}
