import { useState } from 'react';
import { useStore } from 'zustand';
import type { MyOrder } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import { createMyVouchersStore } from '../../../stores/my-vouchers-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { part } from '../../../ui/part.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useVoucherEnd } from '../viewer/use-voucher-end.ts';
import { voucherDoorWords } from './voucher-door-words.ts';

const AllVouchers = part(() => import('./AllVouchers.tsx').then((module) => module.AllVouchers));

/**
 * The way to all vouchers of this buyer: how many can be used, and until when the first of them. It is as high before that is
 * known.
 */
export function VoucherDoor({ orders }: { orders: readonly MyOrder[] }) {
  const say = useMessages(voucherDoorWords);
  const endOf = useVoucherEnd();
  const asked = useOwnStore(createMyVouchersStore);
  const { value, reason } = useStore(asked.store);
  const [isOpen, setOpen] = useState(false);
  const open = value?.vouchers.filter(({ state }) => state === 'open') ?? [];
  const count = useServerTime((nowMs) => open.filter(({ endsAtMs }) => nowMs < endsAtMs).length);
  const first = open.at(-count);
  const says =
    count > 0 && first
      ? `${say.ready(count)} · ${say.first(count, endOf(first.endsAtMs))}`
      : value || reason
        ? say.none
        : '\u00a0';
  return (
    <>
      <button
        type="button"
        className="voucher-door"
        onPointerDown={AllVouchers.fetch}
        onClick={() => {
          void asked.reload();
          setOpen(true);
        }}
      >
        <b>{say.mine}</b>
        <span className={count > 0 ? 'figures' : 'soft'}>{reason && !value ? say.unknown : says}</span>
      </button>
      {isOpen && (
        <AllVouchers vouchers={value?.vouchers ?? null} orders={orders} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
