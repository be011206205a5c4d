import { useStore } from 'zustand';
import { commonMessages } from '../../i18n/common.ts';
import { useMessages } from '../../i18n/language.ts';
import { createStreamsStore } from '../../stores/streams-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHead } from '../PageHead.tsx';
import { ShopFoot } from '../ShopFoot.tsx';
import { arranged } from './arranged.ts';
import { LiveHero, NextHero } from './Hero.tsx';
import { ComingCard, LiveCard, PastCard } from './StreamCards.tsx';
import { homeWords } from './words.ts';
import './home.css';

/** What is on, what comes, what was. */
export function HomeScreen() {
  const say = useMessages(homeWords);
  const store = useOwnStore(createStreamsStore);
  const { streams, reason } = useStore(store.store);
  return (
    <main className="page home" aria-busy={streams === null && !reason}>
      <PageHead title={say.title} isHome />
      <p className="lead">{say.lead}</p>
      {reason && streams === null && <Unreachable reason={reason.code} onAgain={store.reload} />}
      {streams === null && !reason && <Shapes />}
      {streams?.length === 0 && (
        <Empty says={say.empty} hint={say.emptyHint}>
          <a className="button line" href="/orders">
            {say.orders}
          </a>
        </Empty>
      )}
      {streams && streams.length > 0 && <Streams streams={streams} />}
      {(streams !== null || reason) && <Foot isBare={streams?.length === 0} />}
      {(streams !== null || reason) && <ShopFoot />}
    </main>
  );
}

function Streams({ streams }: { streams: Parameters<typeof arranged>[0] }) {
  const say = useMessages(homeWords);
  const { hero, on, coming, past } = arranged(streams);
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
      {past.length > 0 && (
        <section>
          <h2>{say.past}</h2>
          <ul className="stream-grid">
            {past.map((stream) => (
              <PastCard key={stream.streamId} stream={stream} />
            ))}
          </ul>
        </section>
      )}
    </>
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
