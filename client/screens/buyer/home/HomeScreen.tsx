import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import type { AboutShopView } from '../../../../shared/contract/shop.ts';
import { arranged } from '../../../../shared/market/stream/arranged.ts';
import { shopNameIn } from '../../../../shared/values/names.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { keptProducts } from '../../../stores/kept-products.ts';
import { createSearchStore, isSeeking } from '../../../stores/search-store.ts';
import { createShopStore } from '../../../stores/shop-store.ts';
import { createStreamsStore } from '../../../stores/streams-store.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { useFirstViewGone } from '../../../ui/first-view.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { UnbrokenNumbers } from '../../../ui/UnbrokenNumbers.tsx';
import { PageHead } from '../../PageHead.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { Finder, Found, soughtAt } from './Finder.tsx';
import { LiveHero, NextHero } from './Hero.tsx';
import { KeptSection } from './KeptSection.tsx';
import { ComingCard, LiveCard, PastCard } from './StreamCards.tsx';
import { homeWords } from './words.ts';
import './home.css';

/** What is on, what comes, what was; what is sold there can be searched. */
export function HomeScreen() {
  const say = useMessages(homeWords);
  const store = useOwnStore(createStreamsStore);
  const search = useOwnStore((world) => createSearchStore(soughtAt(location.search), world));
  const shop = useStore(useOwnStore(createShopStore).store);
  const { streams: listed, reason } = useStore(store.store);
  const { kept } = useStore(keptProducts(useWorld().keep).store);
  // What is taken away here leaves its place empty until the page is opened anew.
  const [hadKept] = useState(kept.length > 0);
  const hasKept = hadKept || kept.length > 0;
  const isSought = useStore(search.store, ({ sought }) => isSeeking(sought));
  // Who sells and the categories stand above what is on, and would move it.
  const isShopTold = shop.value !== null || shop.reason !== null;
  const areCategoriesTold = useStore(search.store, ({ categories }) => categories !== null);
  const streams = isShopTold && areCategoriesTold ? listed : null;
  const isThere = streams !== null || reason !== null;
  useFirstViewGone(isThere);
  return (
    <main className="page home" aria-busy={!isThere}>
      <PageHead title={say.title} isHome isForBuyers />
      <div className="lead">
        <p>{say.lead}</p>
        {isThere && shop.value && <WhoSells shop={shop.value} />}
      </div>
      {reason && streams === null && <Unreachable reason={reason.code} onAgain={store.reload} />}
      {!isThere && <Shapes />}
      {streams?.length === 0 && (
        <Empty says={say.empty} hint={say.emptyHint}>
          <a className="button line" href="/orders">
            {say.orders}
          </a>
        </Empty>
      )}
      {streams && streams.length > 0 && (
        <>
          <Finder search={search} />
          {isSought ? (
            <Found search={search} streams={streams} />
          ) : (
            <Streams streams={streams} kept={hasKept && <KeptSection />} />
          )}
        </>
      )}
      {isThere && <Foot isBare={streams?.length === 0} />}
      {isThere && <ShopFoot />}
    </main>
  );
}

/** Who sells and ships, and whom to ask, in the first line; nothing, where nobody said it (B6). */
function WhoSells({ shop: { about } }: { shop: AboutShopView }) {
  const say = useMessages(homeWords);
  const name = shopNameIn(useLanguage(), about);
  if (name === '') return null;
  return (
    <p className="soft">
      <a href="/about">{say.sells(name)}</a>
      {about.contact !== '' && (
        <>
          {' '}
          <bdi>
            <UnbrokenNumbers text={say.answers(about.contact)} />
          </bdi>
        </>
      )}
    </p>
  );
}

function Streams({ streams, kept }: { streams: Parameters<typeof arranged>[0]; kept: ReactNode }) {
  const say = useMessages(homeWords);
  const { hero, on, coming, recorded, unrecorded } = arranged(streams);
  return (
    <>
      {hero && (hero.status === 'SCHEDULED' ? <NextHero stream={hero} /> : <LiveHero stream={hero} />)}
      {on.length > 0 && (
        <section>
          <h2>{say.onNow}</h2>
          <ul className="stream-grid">
            {on.map((stream) => (
              <LiveCard key={stream.streamId} stream={stream} />
            ))}
          </ul>
        </section>
      )}
      {kept}
      {coming.length > 0 && (
        <section>
          <h2>{say.coming}</h2>
          <ul className="stream-grid">
            {coming.map((stream) => (
              <ComingCard key={stream.streamId} stream={stream} />
            ))}
          </ul>
        </section>
      )}
      {(recorded.length > 0 || unrecorded.length > 0) && (
        <section>
          <h2>{say.past}</h2>
          {recorded.length > 0 && (
            <ul className="stream-grid">
              {recorded.map((stream) => (
                <PastCard key={stream.streamId} stream={stream} />
              ))}
            </ul>
          )}
          {unrecorded.length > 0 && <Unrecorded streams={unrecorded} />}
        </section>
      )}
    </>
  );
}

/** What cannot be watched again is a tap further: there is only what was shown, and when. */
function Unrecorded({ streams }: { streams: Parameters<typeof arranged>[0] }) {
  const say = useMessages(homeWords);
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button look="line" className="all-past" onClick={() => setOpen(true)}>
        {say.allPast(streams.length)}
      </Button>
    );
  }
  return (
    <ul className="stream-grid all-past">
      {streams.map((stream) => (
        <PastCard key={stream.streamId} stream={stream} />
      ))}
    </ul>
  );
}

/**
 * It comes with what stands above it: nothing pushes it away.
 * @param isBare the page names the orders already, as the one thing to do
 */
function Foot({ isBare }: { isBare: boolean }) {
  const say = useMessages(homeWords);
  return (
    <footer className="home-foot">
      {!isBare && (
        <a href="/orders">
          <Icon name="receipt" size={16} />
          {say.orders}
        </a>
      )}
      <a href="/sign-in">{say.staff}</a>
    </footer>
  );
}

function Unreachable({ reason, onAgain }: { reason: string; onAgain(): Promise<void> }) {
  const say = useMessages(homeWords);
  const common = useMessages(commonMessages);
  return (
    <Notice tone="fault">
      <p>{reason === 'UNAVAILABLE' ? common.away : say.unreachable}</p>
      <Button look="line" onClick={() => void onAgain()}>
        {say.tryAgain}
      </Button>
    </Notice>
  );
}

/** The shape of what comes: one large, three small. */
function Shapes() {
  return (
    <div className="home-shapes" aria-hidden="true">
      <i className="hero bone" />
      <div className="stream-grid">
        <i className="bone" />
        <i className="bone" />
        <i className="bone" />
      </div>
    </div>
  );
}
