import type { QuoteView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import type { Quoted } from '../../../stores/quote-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useWording } from '../../../ui/wording.ts';
import { offerWords } from './offer-words.ts';
import { quoteWords } from './quote-words.ts';
import { useOriginName } from './use-cards.ts';
import { useCurrency, useOtherMoney } from './viewer-stores.ts';
import './offers.css';

/**
 * Subtotal, discounts, shipping and total, as the market reckons them; or why they are not known yet. While they are
 * asked for anew the last ones stay, without their total, so that nothing jumps.
 */
export function QuotedSums({ quoted }: { quoted: Quoted & { last: QuoteView | null; askAgain(): void } }) {
  const say = useMessages(quoteWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const otherMoney = useOtherMoney();
  const language = useLanguage();
  const wording = useWording(currency);
  switch (quoted.kind) {
    case 'asking':
      return (
        <>
          {quoted.last && <Sums quote={quoted.last} isAsking />}
          <p className={quoted.last ? 'unseen' : 'soft'} role="status">
            {say.asking}
          </p>
        </>
      );
    case 'offline':
      return <Notice>{say.offline}</Notice>;
    case 'refused':
      return (
        <Notice tone="fault">
          <p>{sentenceOf(quoted.reason, language, wording)}</p>
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
          <Sums quote={quote} />
          {other && <p className="soft small figures">{say.about(other, money(quote.totalMinor))}</p>}
          {wasMinor !== null && <Notice>{say.changed(money(wasMinor), money(quote.totalMinor))}</Notice>}
        </>
      );
    }
  }
}

/** What makes up a total. Bundles and vouchers together have a row each below what they take off; several origins open with a tap. */
function Sums({ quote, isAsking = false }: { quote: QuoteView; isAsking?: boolean }) {
  const say = useMessages(quoteWords);
  const sayOffer = useMessages(offerWords);
  const money = useMoney(useCurrency());
  const fee = (minor: number) => (minor === 0 ? say.free : money(minor));
  const off = (
    [
      [sayOffer.bundles, takenOff(quote, 'promotion')],
      [sayOffer.vouchers, takenOff(quote, 'voucher')],
    ] as const
  ).filter(([, minor]) => minor > 0);
  const offMinor = off.reduce((sum, [, minor]) => sum + minor, 0);
  const nameOf = useOriginName();
  const [only, ...others] = quote.shipping;
  return (
    <dl className="sums figures" aria-busy={isAsking || undefined}>
      <div>
        <dt>{say.goods}</dt>
        <dd>{money(goodsOf(quote))}</dd>
      </div>
      {offMinor > 0 && (
        <div className="off">
          <dt>{sayOffer.discounts}</dt>
          <dd>{sayOffer.takes(money(offMinor))}</dd>
        </div>
      )}
      {off.length > 1 &&
        off.map(([label, minor]) => (
          <div key={label} className="soft small">
            <dt>{label}</dt>
            <dd>{sayOffer.takes(money(minor))}</dd>
          </div>
        ))}
      <SumRow
        label={only && others.length === 0 ? say.sending(nameOf(only.origin)) : say.shipping}
        value={fee(quote.shippingMinor)}
        parts={quote.shipping.map(({ origin, feeMinor }) => [nameOf(origin), fee(feeMinor)])}
      />
      <div className="sum">
        <dt>{say.total}</dt>
        <dd>{isAsking ? '…' : money(quote.totalMinor)}</dd>
      </div>
    </dl>
  );
}

/** A line of the sum. @param parts what it is made of, behind a tap where there are several */
function SumRow({
  label,
  value,
  parts,
}: {
  label: string;
  value: string;
  parts: [label: string, value: string][];
}) {
  if (parts.length < 2) {
    return (
      <div>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    );
  }
  return (
    <div className="folded">
      <dt>
        <details>
          <summary>{label}</summary>
          <ul>
            {parts.map(([part, each]) => (
              <li key={part}>
                <bdi>{part}</bdi> <span>{each}</span>
              </li>
            ))}
          </ul>
        </details>
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The products at their prices, before anything is taken off. */
function goodsOf({ lines }: QuoteView): number {
  return lines.reduce((sum, { units, unitPriceMinor }) => sum + units * unitPriceMinor, 0);
}

/** What was taken off the products; off a fee it shows in the fee. */
function takenOff({ lines }: QuoteView, what: 'promotion' | 'voucher'): number {
  let minor = 0;
  for (const { discounts } of lines)
    for (const each of discounts) if (each.kind === what) minor += each.minor;
  return minor;
}
