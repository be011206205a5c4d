import { useMessages } from '../../i18n/language.ts';
import { voucherMessages } from '../../i18n/vouchers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { useVoucherWords } from '../../ui/voucher-words.ts';
import { offerWords } from './offer-words.ts';
import { offersNow } from './offers.ts';
import { useCurrency, useLive } from './viewer-stores.ts';
import './offers.css';

/** Offers that are named at the top of the bag; the others open with a tap. */
const SHOWN = 3;
/** From so few on it is said how many are left. */
const FEW = 20;

/** What can be saved in this stream just now: vouchers, and goods that cost less together. */
export function BagOffers() {
  const say = useMessages(offerWords);
  const terms = useMessages(voucherMessages);
  const currency = useCurrency();
  const money = useMoney(currency);
  const wordsOf = useVoucherWords(currency);
  const view = useLive((state) => state.view);
  const now = useServerTime((nowMs) => offersNow(view, nowMs));
  const lines = now.split(' ').flatMap((offer) => {
    const voucher = view.vouchers[offer];
    if (voucher) {
      const { producer, itemNumbers, left } = voucher;
      const goods = producer ? terms.goodsOf(producer) : itemNumbers && terms.items(itemNumbers.join(', '));
      const few = left <= FEW ? say.left(left) : null;
      return [{ offer, what: wordsOf(voucher), about: [goods, few].filter(Boolean).join(' · ') }];
    }
    const itemNumber = Number.parseInt(offer, 10);
    const promotion = view.promotions[itemNumber];
    const card = view.cards[itemNumber];
    if (!promotion || !card) return [];
    const what = terms.bundle(promotion.units, money(promotion.totalMinor));
    return [{ offer, what, about: say.item(itemNumber, card.name) }];
  });
  if (lines.length === 0) return null;
  const row = ({ offer, what, about }: (typeof lines)[number]) => (
    <li key={offer}>
      <b>{what}</b>
      {about && <bdi className="soft"> {about}</bdi>}
    </li>
  );
  const rest = lines.slice(SHOWN);
  return (
    <section className="bag-offers" aria-label={say.offers}>
      <Icon name="check" size={18} />
      <ul>
        {lines.slice(0, SHOWN).map(row)}
        {rest.length > 0 && (
          <li>
            <details>
              <summary>{say.more(rest.length)}</summary>
              <ul>{rest.map(row)}</ul>
            </details>
          </li>
        )}
      </ul>
    </section>
  );
}
