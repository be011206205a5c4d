import type { MyVoucher } from '../../../../shared/contract/my-vouchers.ts';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useVoucherWords } from '../../../ui/voucher-words.ts';
import { VoucherLists } from '../VoucherLists.tsx';
import { streamTitleIn } from './OrderedAt.tsx';
import { voucherDoorWords } from './voucher-door-words.ts';

/**
 * All vouchers of a buyer in one place, whatever the stream, each that can be used with the way to its stream.
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
  const listed = vouchers?.map((voucher) => ({
    ...voucher,
    key: `${voucher.slug} ${voucher.voucherId}`,
    name: <Name voucher={voucher} />,
    gone: voucher.state === 'open' ? null : voucher.state,
    further: (
      <a href={`/s/${voucher.slug}#shop-vouchers`}>
        <bdi>{say.toStream(streamTitleIn(language, voucher))}</bdi>
      </a>
    ),
  }));
  return (
    <Sheet title={say.mine} onClose={onClose}>
      <VoucherLists vouchers={listed ?? null} orders={orders} noneOpen={say.noneOpen}>
        <p className="soft small">{say.codes}</p>
      </VoucherLists>
    </Sheet>
  );
}

function Name({ voucher }: { voucher: MyVoucher }) {
  return useVoucherWords(voucher.currency)(voucher);
}
