import { useStore } from 'zustand';
import { namedIn, titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { type CartGoods, cartGoods } from '../../../stores/cart-goods.ts';
import { createStreamsStore } from '../../../stores/streams-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { PageHead } from '../../PageHead.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { useCartsAt } from '../use-carts-at.ts';
import { cartsWords } from './words.ts';
import './carts.css';

/** Each stream has a cart of its own (H2): those that this device has filled, each a tap away. */
export function CartsScreen() {
  const say = useMessages(cartsWords);
  const language = useLanguage();
  const { streams, reason } = useStore(useOwnStore(createStreamsStore).store);
  const slugs = useCartsAt();
  // Written with the carts themselves, so read whenever those are.
  const goods = cartGoods(useWorld().keep);
  const titleOf = (slug: string) => {
    const stream = streams?.find((each) => each.slug === slug);
    return stream ? titledIn(language, stream).title : slug;
  };
  const isThere = streams !== null || reason !== null;
  useFirstViewGone(isThere);
  return (
    <main className="page" aria-busy={!isThere}>
      <PageHead title={say.title} isForBuyers />
      {isThere && slugs.length === 0 && (
        <Empty says={say.empty} hint={say.emptyHint}>
          <a className="button primary" href="/">
            {say.seeMarket}
          </a>
        </Empty>
      )}
      {isThere && slugs.length > 0 && (
        <>
          <p className="soft">{say.eachItsOwn}</p>
          <ul className="carts">
            {slugs.map((slug) => (
              <li key={slug}>
                <a href={`/s/${slug}#cart`}>
                  <bdi>{titleOf(slug)}</bdi>
                  <span className="soft">{say.open}</span>
                  {goods[slug] && <Goods {...goods[slug]} />}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {isThere && <ShopFoot />}
    </main>
  );
}

/** What was in it when this device saw it last. */
function Goods({ goods, more }: CartGoods) {
  const say = useMessages(cartsWords);
  const language = useLanguage();
  return (
    <ul>
      {goods.map((good) => (
        <li key={good.name}>
          <Picture source={good.picture} size={48} />
          <span>
            <bdi>{namedIn(language, good).name}</bdi>
            {good.units > 1 && <span className="soft figures"> × {good.units}</span>}
          </span>
        </li>
      ))}
      {more > 0 && <li className="soft">{say.more(more)}</li>}
    </ul>
  );
}
