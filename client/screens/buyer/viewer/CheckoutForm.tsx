import { type ComponentType, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { PaymentMethod } from '../../../../shared/contract/payment.ts';
import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { OrderLine } from '../../../stores/cart-lines.ts';
import { draftOf } from '../../../stores/checkout-draft.ts';
import { firstChosen, keepPayWay } from '../../../stores/pay-way.ts';
import type { Placing } from '../../../stores/placing.ts';
import { createShopStore } from '../../../stores/shop-store.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useWording } from '../../../ui/wording.ts';
import { ShopFoot } from '../ShopFoot.tsx';
import { BlockedOrder } from './BlockedOrder.tsx';
import { CheckoutItems } from './CheckoutItems.tsx';
import { CodeField } from './CodeField.tsx';
import { checkoutWords } from './checkout-words.ts';
import { DeliveryFields } from './DeliveryFields.tsx';
import { isAboutPlace } from './is-about-place.ts';
import { KeptOrder } from './KeptOrder.tsx';
import { OpenOrders } from './OpenOrders.tsx';
import { codeOf, namedBy } from './offers.ts';
import { PayWays, refusalsOf } from './PayWays.tsx';
import { PlainSums } from './PlainSums.tsx';
import { PolicyLinks } from './PolicyLinks.tsx';
import { QuotedSums } from './QuotedSums.tsx';
import { quoteWords } from './quote-words.ts';
import { ReturnLines } from './ReturnLines.tsx';
import { ShipLines, useShipDates } from './ShipLines.tsx';
import { useDelivery } from './use-delivery.ts';
import { useMyVouchers } from './use-my-vouchers.tsx';
import { useOrderable } from './use-orderable.ts';
import { useOrderableJson, useQuote } from './use-quote.ts';
import { useSeenTotal } from './use-seen-total.ts';
import { VoucherRow } from './VoucherRow.tsx';
import { useCurrency, useLive, useViewer } from './viewer-stores.ts';

/** Where to the first time, in the fields of its country, and nothing the second; the way to pay, the sums, and one button that orders. */
export function CheckoutForm({
  placing,
  refused = null,
  foot,
  Later,
}: {
  placing: Extract<Placing, { kind: 'idle' | 'sending' | 'in_line' | 'kept' }>;
  /** The foot of the sheet, where the button stays in sight; null until it is there. */
  foot: HTMLElement | null;
  /** Why the address is not taken; there was nothing else in the order's way. */
  refused?: Reason | null;
  /** The way to wait for an item that can't be ordered for now. */
  Later: ComponentType<{ itemNumber: number }>;
}) {
  const sayCheckout = useMessages(checkoutWords);
  const sayQuote = useMessages(quoteWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const language = useLanguage();
  const wording = useWording(currency);
  const { cart, live } = useViewer();
  const { me, keep } = useWorld();
  const kept = useStore(me.store, (state) => state.me?.addresses[0] ?? null);
  const isPracticeOff = useStore(me.store, (state) => state.me?.practice === 'off');
  const offered = useLive((state) => state.view.stream?.payments ?? noPayments);
  const payments = isPracticeOff ? offered.filter((each) => each !== 'sandbox') : offered;
  const isPayFirst = useLive(({ mine }) => mine?.payFirst === true);
  const orders = useLive(({ mine }) => mine?.orders ?? noOrders);
  const { units, totalMinor: goodsMinor } = useOrderable();
  const overseas = useLive(({ view }) => view.stream?.overseas);
  const isQuoted = useLive(({ view }) => view.stream?.isQuoted === true);
  const home = useStore(useOwnStore(createShopStore).store, ({ value }) => value?.home ?? null);
  // Who was typing another address when the page was loaded again goes on with that.
  const [isTyping, setTyping] = useState(() => {
    const { name, address } = draftOf(live.slug);
    return name !== '' || address !== '';
  });
  const [reason, setReason] = useState<Reason | null>(null);
  const [chosen, choose] = useState<PaymentMethod | null>(null);
  const isForm = kept === null || isTyping;
  const delivery = useDelivery(live.slug, home, isForm, kept);
  const { typed } = delivery;
  const isNew = useLive(({ mine }) => mine?.allowance?.isNew === true);
  const lines = useOrderableJson();
  const quoted = useQuote(
    // A newcomer is told before the address what an order would be refused for (H8), whatever it costs.
    isQuoted || isNew ? lines : noLines,
    isForm ? null : kept.addressId,
    isForm ? typed.country : '',
  );
  const mine = useMyVouchers();
  const promised = useShipDates();
  const quote = isQuoted && quoted.kind === 'quoted' ? quoted.quote : null;
  const country = isForm ? typed.country : kept.country;
  const isAbroad = Boolean(country) && country !== home;
  const refusals = refusalsOf(quoted.last);
  const open = payments.filter((way) => !refusals.has(way));
  // What was chosen may not be offered any more, or not be possible.
  const payment = open.find((way) => way === chosen) ?? firstChosen(open, keep);
  const blocked = open.length === 0 && payments[0] ? (refusals.get(payments[0]) ?? null) : null;
  const totalMinor = isQuoted ? (quote?.totalMinor ?? null) : goodsMinor;
  const isInLine = placing.kind === 'in_line';
  const isBusy = placing.kind !== 'idle';
  const onItsWay = isInLine ? sayCheckout.inLine : sayCheckout.sending;
  const seenMinor = useSeenTotal(live.slug, lines, totalMinor);
  // The market's own comparison says the same of what changed since this page was opened.
  const hasChanged = isQuoted && quoted.kind === 'quoted' && quoted.wasMinor !== null;
  const sentence = (why: Reason) => sentenceOf(why, language, wording);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each refusal, in the words of then.
  useEffect(() => {
    if (refused === null) return;
    if (isAboutPlace(refused)) delivery.refusePlace(sentence(refused));
    else if (refused.code !== 'BAD_REQUEST' || !delivery.refuse(refused.field ?? ''))
      return setReason(refused);
    setTyping(true);
  }, [refused]);
  // An address that was saved on the way is the one that is shown.
  const keptId = kept?.addressId;
  const [shownId, setShownId] = useState(keptId);
  if (keptId !== shownId) {
    setShownId(keptId);
    setTyping(false);
  }

  function choosePayWay(way: PaymentMethod): void {
    choose(way);
    keepPayWay(way, keep);
  }
  function order(payment: PaymentMethod): void {
    setReason(null);
    choosePayWay(payment);
    const contact = isForm ? delivery.ready() : null;
    if (isForm && !contact) return;
    const vouchers = quote ? namedBy(quote) : undefined;
    const code = quote ? codeOf(quote, voucherChoice(live).getState().code) : undefined;
    const by = { addressId: isForm ? null : kept.addressId, payment, vouchers, code };
    void cart.place(by, [], totalMinor ?? undefined, contact);
  }
  /** It says what is paid now: at the door nothing is. */
  function buttonOf(way: PaymentMethod): string {
    if (totalMinor === null) return sayQuote[way];
    return way === 'sandbox'
      ? sayCheckout.payNow(money(totalMinor))
      : sayCheckout.placeOrder(money(totalMinor));
  }
  return (
    // Only a button that names the total orders: no key does.
    <form
      className="checkout"
      onSubmit={(event) => event.preventDefault()}
      noValidate
      // What waits to be sent is what was tapped: it can be read, not changed.
      inert={placing.kind === 'kept'}
    >
      <CheckoutItems lines={lines} />
      <ShipLines promised={promised} itemNumbers={itemsOf(lines)} isAbroad={isAbroad} />
      {blocked ? (
        <BlockedOrder reason={blocked} Later={Later} askAgain={quoted.askAgain} />
      ) : isForm ? (
        <>
          <DeliveryFields
            controls={delivery.controls}
            countries={overseas?.countries ?? null}
            {...(kept && { phoneEnd: kept.phoneEnd })}
          />
          {kept && (
            <Button
              look="line"
              onClick={() => {
                delivery.forget();
                setTyping(false);
              }}
            >
              {sayCheckout.useKept}
            </Button>
          )}
        </>
      ) : (
        <div className="kept-address">
          <div>
            <p className="soft">{sayCheckout.sendTo}</p>
            <p>
              <b>{kept.name}</b> · …{kept.phoneEnd}
            </p>
            <p>{kept.address}</p>
          </div>
          <Button
            look="line"
            disabled={isBusy}
            onClick={() => {
              delivery.begin(kept);
              setTyping(true);
            }}
          >
            {sayCheckout.change}
          </Button>
        </div>
      )}
      {!blocked && (
        <PayWays
          ways={payments}
          refusals={refusals}
          chosen={payment}
          disabled={isBusy}
          onChoose={choosePayWay}
        />
      )}
      {payments.length === 0 && offered.length > 0 && <Notice>{sayCheckout.practiceOff}</Notice>}
      {payment === 'cash_on_delivery' && payments.length > 1 && (
        <p className="soft small figures">
          {totalMinor === null ? sayCheckout.atTheDoor : sayCheckout.payCourier(money(totalMinor))}
        </p>
      )}
      {payment !== 'cash_on_delivery' && payments.includes('sandbox') && (
        <p className="soft small">{sayCheckout.sandboxHint}</p>
      )}
      {isQuoted && quoted.last && <VoucherRow quote={quoted.last} mine={mine.button} />}
      {mine.sheet}
      {isQuoted && <CodeField quote={quoted.last} />}
      {isQuoted ? <QuotedSums quoted={quoted} /> : <PlainSums goods={money(goodsMinor)} />}
      {isPayFirst && !isBusy && (
        <Notice tone="held">
          {sayCheckout.payFirst}
          <OpenOrders orders={orders.filter((each) => each.status === 'PLACED')} />
        </Notice>
      )}
      <ReturnLines itemNumbers={itemsOf(lines)} />
      <PolicyLinks />
      <ShopFoot without="policies" />
      {foot &&
        createPortal(
          <>
            {seenMinor !== null && totalMinor !== null && !hasChanged && (
              <Notice>{sayQuote.changed(money(seenMinor), money(totalMinor))}</Notice>
            )}
            {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
            {isInLine && <Notice tone="held">{sayCheckout.inLineHint}</Notice>}
            {placing.kind === 'kept' && <KeptOrder kept={placing} />}
            {quote && quote.shippingMinor > 0 && (
              <p className="soft small figures">{sayQuote.including(money(quote.shippingMinor))}</p>
            )}
            {payment && placing.kind !== 'kept' && (
              <Button
                look="buy"
                wide
                busy={isBusy}
                disabled={units === 0 || totalMinor === null || (isPayFirst && payment === 'sandbox')}
                onClick={() => order(payment)}
              >
                {isBusy ? onItsWay : buttonOf(payment)}
              </Button>
            )}
          </>,
          foot,
        )}
    </form>
  );
}

const noLines = '[]';
const noOrders: OrderView[] = [];
const noPayments: PaymentMethod[] = [];

/** @param lines JSON of order lines */
function itemsOf(lines: string): number[] {
  return (JSON.parse(lines) as OrderLine[]).map(({ itemNumber }) => itemNumber);
}
