import { useStore } from 'zustand';
import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { voucherMessages } from '../../../i18n/vouchers.ts';
import { useWorld } from '../../../stores/world.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { takenOff } from '../voucher-in-order.ts';
import { offerWords } from './offer-words.ts';
import { vouchersOf } from './offers.ts';
import { SideSheet } from './SideSheet.tsx';
import { useOrderableJson, useQuote } from './use-quote.ts';
import { useVoucherEnd } from './use-voucher-end.ts';
import { useVoucherNames } from './use-voucher-names.ts';
import { useCurrency, useLive } from './viewer-stores.ts';
import './offers.css';

/**
 * All vouchers of this stream in one place: those that can be used, each with its end and what is missing for it or in its
 * way; what earlier orders used; and those that are over. They count by themselves, so there is nothing to collect.
 */
export function MyVouchers({ onClose }: { onClose(): void }) {
  const say = useMessages(offerWords);
  const terms = useMessages(voucherMessages);
  const money = useMoney(useCurrency());
  const endOf = useVoucherEnd();
  const { me } = useWorld();
  const addressId = useStore(me.store, (state) => state.me?.addresses[0]?.addressId ?? null);
  const { last: quote } = useQuote(useOrderableJson(), addressId);
  const view = useLive((state) => state.view);
  const orders = useLive(({ mine }) => mine?.orders ?? noOrders);
  const { nameOf, whyNot } = useVoucherNames(quote);
  const vouchers = Object.entries(quote ? vouchersOf(view, quote) : view.vouchers);
  const over = useServerTime((nowMs) =>
    vouchers
      .filter(([, { endsAtMs, left }]) => endsAtMs <= nowMs || left === 0)
      .map(([voucherId]) => voucherId)
      .join(' '),
  ).split(' ');
  const open = vouchers.filter(([voucherId]) => !over.includes(voucherId));
  const ended = vouchers.filter(([voucherId]) => over.includes(voucherId));
  const used = orders.flatMap((order) => {
    const minor = takenOff(order);
    return minor > 0 ? [{ reference: order.reference, orderId: order.orderId, minor }] : [];
  });
  const stateOf = (voucherId: string): string => {
    const offer = quote?.vouchers.find((each) => each.voucherId === voucherId);
    if (!offer) return '';
    if (offer.missingMinor > 0) return say.missing(money(offer.missingMinor));
    return offer.isUsed ? say.inUse(money(offer.minor)) : (whyNot(voucherId) ?? '');
  };
  return (
    <SideSheet title={say.mine} onClose={onClose}>
      <div className="stack my-vouchers">
        <section>
          <h3>{say.open}</h3>
          {open.length === 0 && <p className="soft">{say.noneOpen}</p>}
          <ul>
            {open.map(([voucherId, { producer, itemNumbers, endsAtMs }]) => (
              <li key={voucherId}>
                <b>{nameOf(voucherId)}</b>
                <span className="soft figures">
                  {[
                    producer ? terms.goodsOf(producer) : itemNumbers && terms.items(itemNumbers.join(', ')),
                    endOf(endsAtMs),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {stateOf(voucherId) && <span className="figures">{stateOf(voucherId)}</span>}
              </li>
            ))}
          </ul>
        </section>
        {used.length > 0 && (
          <section>
            <h3>{say.usedBefore}</h3>
            <ul>
              {used.map(({ orderId, reference, minor }) => (
                <li key={orderId}>
                  <a className="figures" href={`/orders/${orderId}`}>
                    {say.usedIn(reference, money(minor))}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
        {ended.length > 0 && (
          <section>
            <h3>{say.ended}</h3>
            <ul>
              {ended.map(([voucherId, { left }]) => (
                <li key={voucherId} className="soft">
                  {nameOf(voucherId)} · {left === 0 ? say.allTaken : say.isOver}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </SideSheet>
  );
}

const noOrders: OrderView[] = [];
