import type { QuoteView } from '../../../shared/contract/order.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { Quoted } from '../../stores/quote-store.ts';
import { Button } from '../../ui/Button.tsx';
import { checkoutSentence } from '../../ui/checkout-sentences.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { sentenceFor } from '../../ui/sentences.ts';
import { useWording } from '../../ui/wording.ts';
import { offerWords } from './offer-words.ts';
import { quoteWords } from './quote-words.ts';
import { useCurrency, useOtherMoney } from './viewer-stores.ts';

/** Goods, what each parcel costs to send, and the total, as the market reckons them; or why they are not known yet. */
export function QuotedSums({ quoted }: { quoted: Quoted & { askAgain(): void } }) {
  const say = useMessages(quoteWords);
  const sayOffer = useMessages(offerWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const otherMoney = useOtherMoney();
  const language = useLanguage();
  const wording = useWording(currency);
  switch (quoted.kind) {
    case 'asking':
      return (
        <p className="soft" role="status">
          {say.asking}
        </p>
      );
    case 'offline':
      return <Notice>{say.offline}</Notice>;
    case 'refused':
      return (
        <Notice>
          <p>
            {checkoutSentence(quoted.reason, language, wording) ??
              sentenceFor(quoted.reason, language, wording)}
          </p>
          <Button look="line" onClick={quoted.askAgain}>
            {say.askAgain}
          </Button>
        </Notice>
      );
    case 'quoted': {
      const { quote, wasMinor } = quoted;
      const other = otherMoney(quote.totalMinor);
      return (
        <>
          <dl className="sums figures">
            <div>
              <dt>{say.goods}</dt>
              <dd>{money(goodsOf(quote))}</dd>
            </div>
            {bundlesOf(quote) > 0 && (
              <div className="off">
                <dt>{sayOffer.bundles}</dt>
                <dd>{sayOffer.takes(money(bundlesOf(quote)))}</dd>
              </div>
            )}
            {vouchersOf(quote) > 0 && (
              <div className="off">
                <dt>{sayOffer.vouchers}</dt>
                <dd>{sayOffer.takes(money(vouchersOf(quote)))}</dd>
              </div>
            )}
            {quote.shipping.map(({ origin, feeMinor }) => (
              <div key={origin}>
                <dt>{say.sending(origin)}</dt>
                <dd>{feeMinor === 0 ? say.free : money(feeMinor)}</dd>
              </div>
            ))}
            {quote.shipping.length === 0 && (
              <div>
                <dt>{say.shipping}</dt>
                <dd>{say.included}</dd>
              </div>
            )}
            <div className="sum">
              <dt>{say.total}</dt>
              <dd>{money(quote.totalMinor)}</dd>
            </div>
          </dl>
          {other && <p className="soft small figures">{say.about(other, money(quote.totalMinor))}</p>}
          {wasMinor !== null && <Notice>{say.changed(money(wasMinor), money(quote.totalMinor))}</Notice>}
        </>
      );
    }
  }
}

/** The goods at their prices, before anything is taken off. */
function goodsOf({ lines }: QuoteView): number {
  return lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
}

function bundlesOf(quote: QuoteView): number {
  return takenOff(quote, 'promotion');
}

function vouchersOf(quote: QuoteView): number {
  return takenOff(quote, 'voucher');
}

/** What was taken off the goods; off a fee it shows in the fee. */
function takenOff({ lines }: QuoteView, what: 'promotion' | 'voucher'): number {
  let minor = 0;
  for (const { discounts } of lines)
    for (const each of discounts) if (each.kind === what) minor += each.minor;
  return minor;
}
