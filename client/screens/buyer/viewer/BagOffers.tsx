import { useMessages } from '../../../i18n/language.ts';
import { voucherMessages } from '../../../i18n/vouchers.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useVoucherWords } from '../../../ui/voucher-words.ts';
import { offerWords } from './offer-words.ts';
import { offersNow } from './offers.ts';
import { useCards } from './use-cards.ts';
import { useMyVouchers } from './use-my-vouchers.tsx';
import { useVoucherEnd } from './use-voucher-end.ts';
import { useCurrency, useLive } from './viewer-stores.ts';
import './offers.css';

/** From so few on it is said how many are left. */
const FEW = 20;

/**
 * What can be saved in this stream just now: vouchers, and products that cost less together, each whole on lines of its
 * own. The first three are in sight, the others a push away; without any it takes no room.
 */
export function BagOffers() {
  const say = useMessages(offerWords);
  const terms = useMessages(voucherMessages);
  const currency = useCurrency();
  const money = useMoney(currency);
  const wordsOf = useVoucherWords(currency);
  const endOf = useVoucherEnd();
  const vouchers = useLive((state) => state.view.vouchers);
  const promotions = useLive((state) => state.view.promotions);
  const cards = useCards();
  const now = useServerTime((nowMs) => offersNow({ vouchers, promotions }, nowMs));
  const lines = now.split(' ').flatMap((offer) => {
    const voucher = vouchers[offer];
    if (voucher) {
      const { producer, itemNumbers, left, endsAtMs } = voucher;
      const goods = producer ? terms.goodsOf(producer) : itemNumbers && terms.items(itemNumbers.join(', '));
      const few = left <= FEW ? say.left(left) : null;
      return [
        { offer, what: wordsOf(voucher), about: [goods, few, endOf(endsAtMs)].filter(Boolean).join(' · ') },
      ];
    }
    const itemNumber = Number.parseInt(offer, 10);
    const promotion = promotions[itemNumber];
    const card = cards[itemNumber];
    if (!promotion || !card) return [];
    const what = terms.bundle(promotion.units, money(promotion.totalMinor));
    return [{ offer, what, about: say.item(itemNumber, card.name) }];
  });
  const isAsked = location.hash === '#shop-vouchers';
  const mine = useMyVouchers(isAsked);
  const hasButton = lines.length > 0 || isAsked;
  return (
    <>
      {lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
        <section className="bag-offers" aria-label={say.offers} tabIndex={0}>
          <ul>
            {lines.map(({ offer, what, about }) => (
              <li key={offer}>
                <b>{what}</b>
                {about && (
                  <span className="soft">
                    {' · '}
                    <bdi>{about}</bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {hasButton && mine.button}
      {mine.sheet}
    </>
  );
}
