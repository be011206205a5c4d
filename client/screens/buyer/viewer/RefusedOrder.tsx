import { useStore } from 'zustand';
import type { Reason } from '../../../../shared/contract/answer.ts';
import type { LineFault, RefusalOf } from '../../../../shared/contract/refusals.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { isSameLine, type OrderLine, totalOf } from '../../../stores/cart-lines.ts';
import type { OrderBy } from '../../../stores/placing.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useWording } from '../../../ui/wording.ts';
import { CheaperNow } from './CheaperNow.tsx';
import { checkoutWords } from './checkout-words.ts';
import { OpenOrders } from './OpenOrders.tsx';
import { codeOf, namedBy } from './offers.ts';
import { useAdd } from './use-add.ts';
import { useCards } from './use-cards.ts';
import { useOrderableJson, useQuote } from './use-quote.ts';
import { useCart, useCurrency, useLive, useViewer } from './viewer-stores.ts';

/** Nothing was taken (O1): each line at fault with its sentence, and the rest as one tap. */
export function RefusedOrder({
  reason,
  lines,
  by,
}: {
  reason: Reason;
  lines: readonly LineFault[];
  by: OrderBy;
}) {
  const sayCheckout = useMessages(checkoutWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const sentence = useSentence();
  const { cart, live } = useViewer();
  const cards = useCards();
  const rest = useOrderableJson((line) => lines.some((fault) => isSameLine(fault, line)));
  const { units, totalMinor: goodsMinor } = totalOf(JSON.parse(rest) as OrderLine[]);
  const isQuoted = useLive((state) => state.view.stream?.isQuoted === true);
  const quoted = useQuote(isQuoted && lines.length > 0 ? rest : '[]', by.addressId);
  const quote = quoted.kind === 'quoted' ? quoted.quote : null;
  const quotedMinor = quote?.totalMinor ?? null;
  const totalMinor = isQuoted ? quotedMinor : goodsMinor;
  const code = useStore(voucherChoice(live), (choice) => choice.code);
  const hasChanged = lines.some(({ refusal }) => refusal.code === 'CART_CHANGED');
  const withoutMinor = lines.length === 0 ? costWithout(reason) : null;
  const chosen = quote ? { vouchers: namedBy(quote), code: codeOf(quote, code) } : {};
  if (reason.code === 'CHEAPER_NOW') {
    return <CheaperNow offer={reason} by={by} sentence={sentence} />;
  }
  return (
    <div className="refused">
      {lines.length === 0 ? (
        <Notice tone="fault">
          {sentence(reason)}
          {reason.code === 'UNPAID_ORDERS' && <OpenOrders orders={reason.orders} />}
        </Notice>
      ) : (
        <>
          <p>{sayCheckout.refusedLines}</p>
          <ul>
            {lines.map((fault) => (
              <li key={`${fault.itemNumber} ${fault.unitPriceMinor}`}>
                <Notice tone="fault">
                  <b>
                    <span className="figures">{fault.itemNumber}</span>{' '}
                    <bdi>{cards[fault.itemNumber]?.name}</bdi>
                  </b>
                  <p>{sentence(fault.refusal)}</p>
                  {fault.refusal.code === 'NOT_RESERVED' && <AddNow missing={fault.refusal} of={fault} />}
                </Notice>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="pay-buttons">
        {lines.length > 0 && units > 0 && totalMinor !== null && (
          <Button look="buy" wide onClick={() => void cart.place({ ...by, ...chosen }, lines, totalMinor)}>
            {sayCheckout.orderRest(units, money(totalMinor))}
          </Button>
        )}
        {withoutMinor !== null && (
          // At most what was just said: the best of the other vouchers are used, and a higher total is refused (O2).
          <Button
            look="buy"
            wide
            onClick={() => void cart.place({ ...by, vouchers: undefined }, [], withoutMinor)}
          >
            {sayCheckout.orderFor(money(withoutMinor))}
          </Button>
        )}
        <Button look="line" wide onClick={cart.putAside}>
          {hasChanged
            ? sayCheckout.checkCart
            : withoutMinor !== null
              ? sayCheckout.backToCheckout
              : sayCheckout.tryAgain}
        </Button>
      </div>
    </div>
  );
}

/** What an order costs without the voucher that it named and could not use (V1); null: it was refused for something else. */
function costWithout(reason: Reason): number | null {
  const isVoucher = reason.code === 'VOUCHER_GONE' || reason.code === 'VOUCHER_NOT_MET';
  return isVoucher && reason.nowMinor > 0 ? reason.nowMinor : null;
}

/** Puts what is missing into the cart at the price that is said; then the checkout is back, with it. */
function AddNow({ missing, of }: { missing: RefusalOf<'NOT_RESERVED'>; of: LineFault }) {
  const say = useMessages(checkoutWords);
  const money = useMoney(useCurrency());
  const { cart } = useViewer();
  const add = useAdd();
  const isOnItsWay = useCart(({ waiting }) => of.itemNumber in waiting);
  const fault = useCart(({ faults }) => faults[of.itemNumber]);
  const sentence = useSentence();
  const { units, nowMinor } = missing;
  return (
    <>
      <Button
        look="line"
        busy={isOnItsWay}
        onClick={async () => {
          if (await add(of.itemNumber, units, nowMinor)) cart.putAside();
        }}
      >
        {say.addNow(units, money(nowMinor))}
      </Button>
      {fault && <p>{sentence(fault)}</p>}
    </>
  );
}

function useSentence(): (reason: Reason) => string {
  const language = useLanguage();
  const wording = useWording(useCurrency());
  return (reason) => sentenceOf(reason, language, wording);
}
