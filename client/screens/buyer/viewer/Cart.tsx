import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { spanWords } from '../../../ui/span-words.ts';
import { useReserved } from './Allowance.tsx';
import { AsideLines } from './AsideLines.tsx';
import { CartGroups } from './CartGroups.tsx';
import { cartWords } from './cart-words.ts';
import { PlainSums } from './PlainSums.tsx';
import { QuotedSums } from './QuotedSums.tsx';
import { RemovedLine } from './RemovedLine.tsx';
import { ReservedClock } from './ReservedClock.tsx';
import { SideSheet } from './SideSheet.tsx';
import { SpokenInSheet } from './SpokenCart.tsx';
import { useMyVouchers } from './use-my-vouchers.tsx';
import { useOrderable } from './use-orderable.ts';
import { useLeftOut } from './use-paid-now.ts';
import { useOrderableJson, useQuote, useTakeable } from './use-quote.ts';
import { VoucherRow } from './VoucherRow.tsx';
import { useCurrency, useIsSelling, useLive, useMyCart } from './viewer-stores.ts';
import { viewerWords } from './words.ts';
import './cart.css';

/**
 * The cart, the same in every size: its clock in the head, one area that scrolls (lines by origin, vouchers, sums), and
 * a foot with the total and the way to the checkout. On a desktop it takes the shop's column.
 */
export function Cart({ onClose, onCheckout }: { onClose(): void; onCheckout(): void }) {
  const say = useMessages(cartWords);
  const sayViewer = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const { me } = useWorld();
  const { units, totalMinor: goodsMinor, inCart } = useOrderable();
  const mine = useMyVouchers();
  const [removed, setRemoved] = useState<number | null>(null);
  const cart = useMyCart();
  const isEmpty = cart.lines.length === 0;
  useKeptInStep();
  const isQuoted = useLive(({ view }) => view.stream?.isQuoted === true);
  const addressId = useStore(me.store, (state) => state.me?.addresses[0]?.addressId ?? null);
  const lines = useOrderableJson();
  // A total without shipping and vouchers is a sum; what a flash price would make of it is asked (F7).
  const isAsked = useTakeable() !== '' || isQuoted;
  const quoted = useQuote(isAsked ? lines : '[]', addressId);
  const isPlain = !isQuoted || units === 0;
  const totalMinor = isPlain ? goodsMinor : quoted.kind === 'quoted' ? quoted.quote.totalMinor : null;
  const isUnknown = isQuoted && (quoted.kind === 'offline' || quoted.kind === 'refused' || !quoted.last);
  return (
    <SideSheet
      title={sayViewer.cart}
      className="cart"
      note={<ReservedClock cart={cart} />}
      onClose={onClose}
      footer={
        inCart > 0 && (
          <div className="cart-foot">
            <p>
              <span className="soft">{say.total}</span>{' '}
              <b className="figures">{totalMinor === null ? '…' : money(totalMinor)}</b>
            </p>
            <Button look="buy" disabled={units === 0 || isUnknown} onClick={onCheckout}>
              {units === 0 ? say.chooseLines : say.checkout(units)}
            </Button>
          </div>
        )
      }
    >
      <SpokenInSheet />
      {isEmpty && <Empty says={say.cartEmpty} hint={<EmptyHint />} />}
      {!isEmpty && <NextReserved />}
      <CartGroups
        shipping={units > 0 ? (quoted.last?.shipping ?? null) : null}
        takings={quoted.kind === 'quoted' ? (quoted.quote.takings ?? []) : []}
        addressId={addressId}
        onRemoved={setRemoved}
      />
      {removed !== null && <RemovedLine itemNumber={removed} />}
      {units > 0 && (
        <div className="cart-sums">
          {isQuoted && quoted.last && <VoucherRow quote={quoted.last} mine={mine.button} />}
          {isQuoted ? <QuotedSums quoted={quoted} /> : <PlainSums goods={money(goodsMinor)} />}
        </div>
      )}
      {mine.sheet}
      <AsideLines />
    </SideSheet>
  );
}

/** What is left out follows the cart, and what other pages of this device say. */
function useKeptInStep(): void {
  const leftOut = useLeftOut();
  const cart = useLive(({ mine }) => mine?.cart ?? null);
  useEffect(() => {
    if (cart) leftOut.keepOnly(cart);
  }, [leftOut, cart]);
  useEffect(() => {
    addEventListener('storage', leftOut.reload);
    return () => removeEventListener('storage', leftOut.reload);
  }, [leftOut]);
}

/** What happens to what is added, with the time that this very buyer has (H1, H6). */
function EmptyHint() {
  const say = useMessages(cartWords);
  const language = useLanguage();
  return useReserved((holdMs) => say.emptyHintFor(spanWords(holdMs, language))) ?? say.emptyHint;
}

/** For how long the next thing would be reserved, or that it would not: beside the clock of what is. Where nothing ever is, that the cart lies on this device (H2). */
function NextReserved() {
  const say = useMessages(cartWords);
  const language = useLanguage();
  const isSelling = useIsSelling();
  const span = (ms: number) => spanWords(ms, language);
  const said = useReserved((holdMs, flashMs) =>
    flashMs === null ? say.eachFor(span(holdMs)) : say.eachForBoth(span(holdMs), span(flashMs)),
  );
  const isOnDevice = useLive(({ view }) => view.stream?.holdPolicy === 'first_paid');
  if (isOnDevice) return <p className="cart-reserved soft">{say.onThisDevice}</p>;
  return said !== null && isSelling && <p className="cart-reserved soft">{said}</p>;
}
