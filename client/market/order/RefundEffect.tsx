import type { RefundPreview, RefundQuery, RefundView } from '../../../shared/contract/order-refund.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { RefundLine } from './refund-draft.ts';
import { refundWords } from './refund-words.ts';

/** What a refund would do, as the server has reckoned it: the buyer's money, and the producer's payout before and after. */
export function RefundEffect({
  view,
  line,
  query,
  preview,
}: {
  view: RefundView;
  line: RefundLine;
  query: RefundQuery;
  preview: RefundPreview | null;
}) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, view.currency, language);
  const share = preview?.share ?? null;
  const isSame = share !== null && share.beforeMinor === share.afterMinor;
  // Units after an amount give less than they cost.
  const isCovered = query.units !== undefined && view.backMinor > 0;
  return (
    <section className="refund-effect" aria-live="polite" aria-busy={share === null}>
      <h3>{say.effect}</h3>
      <dl>
        <dt>{view.isUnpaidCash ? say.atDoor : say.buyer}</dt>
        <dd className="figures">
          {preview?.due ? (
            <Share share={preview.due} money={money} />
          ) : (
            (preview && money(preview.refundMinor)) || say.soon
          )}
        </dd>
        <dt>
          <bdi>{say.payout(namedIn(language, line.producer).name)}</bdi>
        </dt>
        <dd className="figures">
          <Share share={share} money={money} />
        </dd>
      </dl>
      {isCovered && <p className="soft small">{say.covered}</p>}
      {share && !isSame && <p className="soft small">{say.paidOut}</p>}
      {view.payment === 'cash_on_delivery' && preview && preview.refundMinor > 0 && (
        <p className="soft small">{say.byHand}</p>
      )}
    </section>
  );
}

/** A sum before and after, in one line: also at the second tap, where the rest may be out of sight. */
export function Share({ share, money }: { share: RefundPreview['share']; money(minor: number): string }) {
  const say = useMessages(refundWords);
  if (share === null) return say.soon;
  const [before, after] = [money(share.beforeMinor), money(share.afterMinor)];
  return before === after ? say.unchanged(after) : say.change(before, after);
}
