import type { ProducerShares, RefundPreview, RefundView } from '../../../shared/contract/order-refund.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { namedIn } from '../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { RefundAsk } from './refund-draft.ts';
import { refundWords } from './refund-words.ts';

/** So many producers are named beside the tap that refunds; of more, what they get together. */
const MAX_NAMED = 2;

type Producer = RefundView['lines'][number]['producer'];

/** What a refund would do, as the server has reckoned it: the buyer's money, and each payout before and after. */
export function RefundEffect({
  view,
  producers,
  ask,
  preview,
}: {
  view: RefundView;
  /** Those of the picked lines, who are named before anything was reckoned. */
  producers: readonly Producer[];
  ask: RefundAsk;
  preview: RefundPreview | null;
}) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, view.currency, language);
  const share = preview?.share ?? null;
  const isSame = share !== null && share.beforeMinor === share.afterMinor;
  // Units after an amount give less than they cost.
  const isCovered = ask.given === null && view.backMinor > 0;
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
        {(preview?.shares ?? producers.map((producer) => ({ ...producer, share: null }))).map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two producers may have one name, and a row keeps nothing of its own.
          <div key={at} className="refund-share">
            <dt>
              <bdi>{say.payout(namedIn(language, each).name)}</bdi>
            </dt>
            <dd className="figures">
              <Share share={'share' in each ? null : each} money={money} />
            </dd>
          </div>
        ))}
      </dl>
      {isCovered && <p className="soft small">{say.covered}</p>}
      {share && !isSame && <p className="soft small">{say.paidOut(ask.lines.length)}</p>}
      {view.payment === 'cash_on_delivery' && preview && preview.refundMinor > 0 && (
        <p className="soft small">{say.byHand}</p>
      )}
    </section>
  );
}

/** The payouts in short, beside the tap that makes the refund: there the rest may be out of sight. */
export function Payouts({ preview, money }: { preview: RefundPreview; money(minor: number): string }) {
  const say = useMessages(refundWords);
  const language = useLanguage();
  const shares: ProducerShares = preview.shares ?? [];
  if (shares.length > MAX_NAMED)
    return (
      <p className="small figures">
        {say.payouts(shares.length)} <Share share={preview.share} money={money} />
      </p>
    );
  return shares.map((share, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two producers may have one name, and a row keeps nothing of its own.
    <p key={at} className="small figures">
      <bdi>{say.payout(namedIn(language, share).name)}</bdi> <Share share={share} money={money} />
    </p>
  ));
}

/** A sum before and after, in one line. */
export function Share({ share, money }: { share: RefundPreview['share']; money(minor: number): string }) {
  const say = useMessages(refundWords);
  if (share === null) return say.soon;
  const [before, after] = [money(share.beforeMinor), money(share.afterMinor)];
  return before === after ? say.unchanged(after) : say.change(before, after);
}
