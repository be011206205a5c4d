import type { ReactNode } from 'react';
import type { OrderView } from '../../../shared/market/order/contract.ts';
import type { VoucherEntry } from '../../../shared/market/voucher/entry.ts';
import { useMessages } from '../../i18n/language.ts';
import { voucherMessages } from '../../i18n/vouchers.ts';
import { useMoney } from '../../ui/Price.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { useVoucherEnd } from './viewer/use-voucher-end.ts';
import { takenOff } from './voucher-in-order.ts';
import { voucherListsWords } from './voucher-lists-words.ts';
import './viewer/offers.css';

/** A voucher as a list of a buyer's vouchers has it. */
export interface ListedVoucher extends Pick<VoucherEntry, 'producer' | 'itemNumbers' | 'endsAtMs'> {
  key: string;
  /** What it is called: what it takes off, or the code that was typed. */
  name: ReactNode;
  /** Why it cannot be used any more, whatever the clock says; null: it can, as long as its time lasts. */
  gone: 'used' | 'taken' | 'over' | null;
  /** What is missing for it, or the way to use it. */
  further?: ReactNode;
}

/**
 * Vouchers of a buyer: those that can be used, each with its goods and its end; what orders used; and those that are over.
 * They count by themselves, so there is nothing to collect.
 * @param vouchers null: not known yet
 * @param noneOpen says that none can be used
 * @param children stand below those that can be used
 */
export function VoucherLists({
  vouchers,
  orders,
  noneOpen,
  children,
}: {
  vouchers: readonly ListedVoucher[] | null;
  orders: readonly { order: OrderView; currency: string }[];
  noneOpen: string;
  children?: ReactNode;
}) {
  const say = useMessages(voucherListsWords);
  const known = vouchers ?? [];
  const over = useServerTime((nowMs) =>
    known
      .filter(({ gone, endsAtMs }) => gone !== null || endsAtMs <= nowMs)
      .map(({ key }) => key)
      .join('\n'),
  ).split('\n');
  const open = known.filter(({ key }) => !over.includes(key));
  const ended = known.filter(({ key }) => over.includes(key));
  const used = orders.filter(({ order }) => takenOff(order) > 0);
  return (
    <div className="stack my-vouchers">
      <section>
        <h3>{say.open}</h3>
        {vouchers && open.length === 0 && <p className="soft">{noneOpen}</p>}
        <ul>
          {open.map((voucher) => (
            <Open key={voucher.key} voucher={voucher} />
          ))}
        </ul>
        {children}
      </section>
      {used.length > 0 && (
        <section>
          <h3>{say.usedBefore}</h3>
          <ul>
            {used.map((each) => (
              <Used key={each.order.orderId} {...each} />
            ))}
          </ul>
        </section>
      )}
      {ended.length > 0 && (
        <section>
          <h3>{say.ended}</h3>
          <ul>
            {ended.map(({ key, name, gone }) => (
              <li key={key} className="soft">
                {name} · {say.gone[gone ?? 'over']}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Open({ voucher: { name, producer, itemNumbers, endsAtMs, further } }: { voucher: ListedVoucher }) {
  const terms = useMessages(voucherMessages);
  const endOf = useVoucherEnd();
  const goods = producer ? terms.goodsOf(producer) : itemNumbers && terms.items(itemNumbers.join(', '));
  return (
    <li>
      <b>{name}</b>
      <span className="soft figures">{[goods, endOf(endsAtMs)].filter(Boolean).join(' · ')}</span>
      {further}
    </li>
  );
}

function Used({ order, currency }: { order: OrderView; currency: string }) {
  const say = useMessages(voucherListsWords);
  const money = useMoney(currency);
  return (
    <li>
      <a className="figures" href={`/orders/${order.orderId}`}>
        {say.usedIn(order.reference, money(takenOff(order)))}
      </a>
    </li>
  );
}
