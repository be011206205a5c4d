import type { MyVoucher } from '../../../../shared/contract/my-vouchers.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { voucherMessages } from '../../../i18n/vouchers.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useVoucherWords } from '../../../ui/voucher-words.ts';
import { useVoucherEnd } from '../viewer/use-voucher-end.ts';
import { takenOff } from '../voucher-in-order.ts';
import { streamTitleIn } from './OrderedAt.tsx';
import { voucherDoorWords } from './voucher-door-words.ts';
import '../viewer/offers.css';

/**
 * All vouchers of a buyer in one place, whatever the stream: those that can be used, each with its end and the way to its
 * stream; what orders used; and those that are over. They count by themselves, so there is nothing to collect.
 * @param vouchers null: not known yet
 */
export function AllVouchers({
  vouchers,
  orders,
  onClose,
}: {
  vouchers: readonly MyVoucher[] | null;
  orders: readonly MyOrder[];
  onClose(): void;
}) {
  const say = useMessages(voucherDoorWords);
  const language = useLanguage();
  const known = vouchers ?? [];
  const over = useServerTime((nowMs) =>
    known
      .filter(({ endsAtMs }) => endsAtMs <= nowMs)
      .map(({ voucherId }) => voucherId)
      .join(' '),
  ).split(' ');
  const isOpen = ({ state, voucherId }: MyVoucher) => state === 'open' && !over.includes(voucherId);
  const open = known.filter(isOpen);
  const ended = known.filter((voucher) => !isOpen(voucher));
  const used = orders.flatMap(({ order, currency }) => {
    const minor = takenOff(order);
    return minor > 0 ? [{ order, money: formatMoney(minor, currency, language) }] : [];
  });
  return (
    <Sheet title={say.mine} onClose={onClose}>
      <div className="stack my-vouchers">
        <section>
          <h3>{say.open}</h3>
          {vouchers && open.length === 0 && <p className="soft">{say.noneOpen}</p>}
          <ul>
            {open.map((voucher) => (
              <Open key={`${voucher.slug} ${voucher.voucherId}`} voucher={voucher} />
            ))}
          </ul>
          <p className="soft small">{say.codes}</p>
        </section>
        {used.length > 0 && (
          <section>
            <h3>{say.usedBefore}</h3>
            <ul>
              {used.map(({ order, money }) => (
                <li key={order.orderId}>
                  <a className="figures" href={`/orders/${order.orderId}`}>
                    {say.usedIn(order.reference, money)}
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
              {ended.map((voucher) => (
                <Ended key={`${voucher.slug} ${voucher.voucherId}`} voucher={voucher} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}

function Open({ voucher }: { voucher: MyVoucher }) {
  const say = useMessages(voucherDoorWords);
  const terms = useMessages(voucherMessages);
  const language = useLanguage();
  const endOf = useVoucherEnd();
  const wordsOf = useVoucherWords(voucher.currency);
  const { slug, producer, itemNumbers, endsAtMs } = voucher;
  const goods = producer ? terms.goodsOf(producer) : itemNumbers && terms.items(itemNumbers.join(', '));
  return (
    <li>
      <b>{wordsOf(voucher)}</b>
      <span className="soft figures">{[goods, endOf(endsAtMs)].filter(Boolean).join(' · ')}</span>
      <a href={`/s/${slug}#shop-vouchers`}>
        <bdi>{say.useAt(streamTitleIn(language, voucher))}</bdi>
      </a>
    </li>
  );
}

function Ended({ voucher }: { voucher: MyVoucher }) {
  const say = useMessages(voucherDoorWords);
  const wordsOf = useVoucherWords(voucher.currency);
  const { state } = voucher;
  return (
    <li className="soft">
      {wordsOf(voucher)} · {state === 'used' ? say.usedUp : state === 'taken' ? say.taken : say.over}
    </li>
  );
}
