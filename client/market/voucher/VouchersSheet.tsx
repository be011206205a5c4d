import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ConsoleVoucher } from '../../../shared/market/voucher/contract.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { voucherMessages } from '../../i18n/vouchers.ts';
import {
  useConsole,
  useCurrency,
  useFocus,
  useHost,
  useIsOnItsWay,
  useItemName,
  useMay,
  useProducerName,
} from '../../screens/staff/console/host-context.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { dayAndTime } from '../../ui/time-words.ts';
import { useVoucherWords } from '../../ui/voucher-words.ts';
import { BundleSheet } from './BundleSheet.tsx';
import { voucherFormMessages } from './console-words.ts';
import { EditVoucher } from './EditVoucher.tsx';
import { VoucherForm } from './VoucherForm.tsx';
import { createVoucherCodes } from './voucher-codes.ts';
import './vouchers.css';

/** Every voucher of the stream with its claims from the ledger, the bundles, and the way to make another. */
export function VouchersSheet({ onClose }: { onClose(): void }) {
  const say = useMessages(voucherFormMessages);
  const [isMaking, setMaking] = useState(false);
  const [edited, setEdited] = useState<ConsoleVoucher | null>(null);
  const mayMake = useMay('voucher');
  const isOver = useHost(({ floor }) => floor.status === 'CLOSED' || floor.status === 'CANCELLED');
  const vouchers = useHost(({ floor }) => floor.vouchers);
  const newest = Object.values(vouchers).reverse();
  const codes = useOwnCodes(newest.filter(({ hasCode }) => hasCode).length);
  if (isMaking) return <VoucherForm onDone={() => setMaking(false)} onClose={onClose} />;
  if (edited) return <EditVoucher voucher={edited} onDone={() => setEdited(null)} onClose={onClose} />;
  return (
    <Sheet
      title={say.title}
      onClose={onClose}
      footer={
        mayMake &&
        !isOver && (
          <Button look="primary" wide onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {say.make}
          </Button>
        )
      }
    >
      <Bundles />
      <section className="voucher-part" aria-label={say.list}>
        <h3>{say.list}</h3>
        {newest.length === 0 ? (
          <p className="soft">{say.none}</p>
        ) : (
          <ul className="voucher-list">
            {newest.map((voucher) => (
              <VoucherRow
                key={voucher.voucherId}
                voucher={voucher}
                code={codes[voucher.voucherId]}
                onEdit={() => setEdited(voucher)}
              />
            ))}
          </ul>
        )}
      </section>
    </Sheet>
  );
}

/** The codes that this member of staff gave; asked for again when there is one more. */
function useOwnCodes(count: number): Readonly<Record<string, string>> {
  const { host } = useConsole();
  const { http } = useWorld();
  const [codes] = useState(() => createVoucherCodes(host.slug, { http }));
  useEffect(() => {
    if (count > 0) void codes.load();
  }, [codes, count]);
  return useStore(codes.store);
}

function VoucherRow({
  voucher,
  code,
  onEdit,
}: {
  voucher: ConsoleVoucher;
  /** If this member of staff gave it one. */
  code: string | undefined;
  onEdit(): void;
}) {
  const say = useMessages(voucherFormMessages);
  const terms = useMessages(voucherMessages);
  const language = useLanguage();
  const { host } = useConsole();
  const producerName = useProducerName();
  const mayChange = useMay('voucher');
  const what = useVoucherWords(useCurrency())(voucher);
  const isEnding = useIsOnItsWay(['voucher:end'], null);
  const state = useServerTime((nowMs) => stateOf(voucher, nowMs));
  const { name, hasCode, claimed, cap, perBuyerCap, scope, producer, fundedBy, endsAtMs, voucherId } =
    voucher;
  const goods =
    scope.kind === 'items'
      ? terms.items(scope.itemNumbers.join(', '))
      : scope.kind === 'producer'
        ? terms.goodsOf(producerName(producer ?? ''))
        : terms.everything;
  return (
    <li className={state === 'on' ? '' : 'is-over'}>
      <div className="voucher-head">
        <b>{what}</b>
        <Pill tone={state === 'on' ? 'done' : 'plain'}>{say.states[state]}</Pill>
      </div>
      {(name !== '' || hasCode) && (
        <p className="voucher-called">
          {name !== '' && <bdi>{name}</bdi>}
          {hasCode && <span className="figures">{code ? say.codeIs(code) : say.hasCode}</span>}
        </p>
      )}
      <p className="soft">
        {goods} · {say.paidBy[fundedBy]} · {terms.until(dayAndTime(endsAtMs, language))}
      </p>
      <div className="voucher-claims">
        <meter min={0} max={cap} value={claimed} aria-hidden="true" />
        <span className="figures">
          {say.claimed(claimed.toLocaleString(language), cap.toLocaleString(language))} ·{' '}
          {say.perBuyerIs(perBuyerCap)}
        </span>
      </div>
      {mayChange && state !== 'over' && (
        <div className="voucher-acts">
          <Button look="line" aria-label={say.editName(what)} onClick={onEdit}>
            {say.edit}
          </Button>
          {state !== 'gone' && (
            <Button
              look="line"
              busy={isEnding}
              aria-label={say.endName(what)}
              onClick={() => void host.act({ kind: 'voucher:end', voucherId })}
            >
              {say.end}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function stateOf(
  { isEnded, startsAtMs, endsAtMs, claimed, cap }: ConsoleVoucher,
  nowMs: number,
): 'soon' | 'on' | 'over' | 'gone' {
  if (isEnded || nowMs >= endsAtMs) return 'over';
  if (claimed >= cap) return 'gone';
  return nowMs < startsAtMs ? 'soon' : 'on';
}

/** The items that are sold in bundles, and the way to make one of the item in hand. */
function Bundles() {
  const say = useMessages(voucherFormMessages);
  const terms = useMessages(voucherMessages);
  const { show } = useConsole();
  const money = useMoney(useCurrency());
  const nameOf = useItemName();
  const focus = useFocus();
  const mayChange = useMay('voucher');
  const items = useHost(({ floor }) => floor.items);
  const isOver = useHost(({ floor }) => floor.status === 'CLOSED' || floor.status === 'CANCELLED');
  const endsWith = useServerTime((nowMs) =>
    Object.values(items)
      .filter((item) => !item.isRemoved && item.promotion && nowMs < item.promotion.endsAtMs)
      .map(({ itemNumber }) => itemNumber)
      .join(' '),
  );
  const shown = endsWith === '' ? [] : endsWith.split(' ').map(Number);
  return (
    <section className="voucher-part" aria-label={say.bundles}>
      <h3>{say.bundles}</h3>
      {shown.length === 0 && <p className="soft">{say.noBundles}</p>}
      <ul className="voucher-list">
        {shown.map((itemNumber) => {
          const promotion = items[itemNumber]?.promotion;
          return (
            promotion && (
              <li key={itemNumber}>
                <div className="voucher-head">
                  <b>{terms.bundle(promotion.units, money(promotion.totalMinor))}</b>
                  <span>{nameOf(itemNumber)}</span>
                </div>
                <p className="soft">{say.paidBy[promotion.fundedBy]}</p>
              </li>
            )
          );
        })}
      </ul>
      {mayChange && !isOver && focus !== null && (
        <Button look="line" onClick={() => show({ kind: 'itemForm', itemNumber: focus, Form: BundleSheet })}>
          {say.bundleOn(nameOf(focus))}
        </Button>
      )}
    </section>
  );
}
