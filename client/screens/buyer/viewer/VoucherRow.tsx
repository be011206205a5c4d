import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { QuoteView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { sentenceOf } from '../../../market/sentences.ts';
import { voucherChoice } from '../../../stores/voucher-choice.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useVoucherWords } from '../../../ui/voucher-words.ts';
import { useWording } from '../../../ui/wording.ts';
import { offerWords } from './offer-words.ts';
import { afterTap, vouchersOf } from './offers.ts';
import { useVoucherEnd } from './use-voucher-end.ts';
import { useVoucherNames } from './use-voucher-names.ts';
import { useCurrency, useLive, useViewer } from './viewer-stores.ts';
import './offers.css';

/**
 * The vouchers that this cart could use: one calm row that opens; the best ones are used unless somebody chooses. What
 * they take off is said once, by the sums below it.
 * @param mine the button that opens all of them
 */
export function VoucherRow({ quote, mine }: { quote: QuoteView; mine: ReactNode }) {
  const say = useMessages(offerWords);
  const currency = useCurrency();
  const money = useMoney(currency);
  const language = useLanguage();
  const wording = useWording(currency);
  const wordsOf = useVoucherWords(currency);
  const { live } = useViewer();
  const choice = voucherChoice(live);
  const { named, dropped } = useStore(choice);
  const { whyNot } = useVoucherNames(quote);
  const endOf = useVoucherEnd();
  const view = useLive((state) => state.view);
  const vouchers = vouchersOf(view, quote);
  const offers = quote.vouchers.filter(({ voucherId }) => vouchers[voucherId]);
  if (offers.length === 0) return null;
  const used = offers.filter(({ isUsed }) => isUsed);
  const nearestMinor = Math.min(...offers.map(({ missingMinor }) => missingMinor));
  // Said without a tap: who typed a code wonders where the other one went.
  const fallen = offers.flatMap(({ voucherId }) => whyNot(voucherId) ?? []);
  // The code counts apart: its own line says that it is used.
  const usedWords = (ids: readonly string[]) => {
    const isCoded = ids.includes(quote.code?.voucher?.voucherId ?? '');
    return isCoded ? say.codeUsed(ids.length - 1) : say.used(ids.length);
  };
  const tap = (voucherId: string) =>
    choice.setState({
      named: afterTap(
        { vouchers, cards: view.cards },
        used.map((offer) => offer.voucherId),
        voucherId,
      ),
      dropped: null,
    });
  return (
    <div className="voucher-row">
      <details className="vouchers">
        <summary>
          <span>{say.vouchers}</span>
          <b className="figures">
            {nearestMinor > 0
              ? say.nearest(money(nearestMinor))
              : usedWords(used.map(({ voucherId }) => voucherId))}
          </b>
        </summary>
        <ul>
          {offers.map(({ voucherId, isUsed, minor, missingMinor }) => {
            const voucher = vouchers[voucherId];
            return (
              voucher && (
                <li key={voucherId}>
                  <label>
                    <input
                      type="checkbox"
                      checked={isUsed}
                      disabled={missingMinor > 0}
                      onChange={() => tap(voucherId)}
                    />
                    <span>
                      {wordsOf(voucher)}
                      {voucher.producer && <bdi className="soft"> · {voucher.producer}</bdi>}
                      <small className="soft figures">{endOf(voucher.endsAtMs)}</small>
                    </span>
                    <span className="figures soft">
                      {missingMinor > 0
                        ? say.missing(money(missingMinor))
                        : isUsed && say.takes(money(minor))}
                    </span>
                  </label>
                </li>
              )
            );
          })}
        </ul>
        {named === null ? (
          <p className="soft">{say.best}</p>
        ) : (
          <button
            type="button"
            className="link-button"
            onClick={() => choice.setState({ named: null, dropped: null })}
          >
            {say.useBest}
          </button>
        )}
        {dropped && <Notice tone="fault">{sentenceOf(dropped, language, wording)}</Notice>}
      </details>
      {fallen.map((why) => (
        <p key={why} className="soft small">
          {why}
        </p>
      ))}
      {mine}
    </div>
  );
}
