import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { titledIn } from '../../../shared/values/names.ts';
import { commonMessages } from '../../i18n/common.ts';
import { filmMessages } from '../../i18n/insights-film.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { createFilmPicture } from '../../stores/film/film-picture.ts';
import { createFilmWorld } from '../../stores/film/film-world.ts';
import type { FilmTold } from '../../stores/film/told.ts';
import { useOwnStore, useWorld, WorldContext } from '../../stores/world.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ServerTime } from '../../ui/server-time.ts';
import { clockSecond } from '../../ui/time-words.ts';
import { PinnedCards } from '../buyer/viewer/PinnedCard.tsx';
import { Poster } from '../buyer/viewer/Poster.tsx';
import { StageMessage } from '../buyer/viewer/StageMessage.tsx';
import { Shop } from '../buyer/viewer/shop-place.ts';
import { useIsWide } from '../buyer/viewer/use-media.ts';
import { createViewerStores, useIsSelling, useLive, ViewerContext } from '../buyer/viewer/viewer-stores.ts';
import { viewerWords } from '../buyer/viewer/words.ts';
import { StaffOnly } from '../staff/console/StaffOnly.tsx';
import '../buyer/viewer/viewer.css';
import './film.css';

/** A viewer's page as it was, at the instant that the page round it tells. Nothing on it can be tapped. */
export function FilmScreen({ slug = '' }: { slug?: string }) {
  return (
    <StaffOnly>
      <Film slug={slug} />
    </StaffOnly>
  );
}

function Film({ slug }: { slug: string }) {
  const common = useMessages(commonMessages);
  const outside = useWorld();
  const [film] = useState(() => createFilmWorld(slug, outside));
  useEffect(() => film.listen(), [film]);
  const told = useStore(film.store, (state) => state.told);
  if (!told)
    return (
      <p className="unseen" role="status">
        {common.loading}
      </p>
    );
  return (
    <WorldContext value={film.world}>
      <ServerTime value={film.world.clock.now}>
        {/* Somebody else's page begins anew: nothing of another's cart stays on it. */}
        <Page key={told.buyerId ?? ''} slug={slug} told={told} outside={outside} />
      </ServerTime>
    </WorldContext>
  );
}

function Page({
  slug,
  told,
  outside,
}: {
  slug: string;
  told: FilmTold;
  outside: Parameters<typeof createFilmPicture>[1];
}) {
  const say = useMessages(filmMessages);
  const stores = useOwnStore((world) => createViewerStores(slug, world));
  const isWide = useIsWide();
  return (
    <ViewerContext value={stores}>
      <div className={isWide ? 'viewer wide film' : 'viewer film'}>
        {told.isShop && !isWide ? (
          <ShopThen />
        ) : (
          <main className="stage" aria-label={say.page} inert>
            <div className="stage-top">
              <Top told={told} />
            </div>
            <div className="stage-picture">
              <Poster />
              {told.isOver && <Recording slug={slug} told={told} outside={outside} />}
              <StageMessage />
            </div>
            <div className="stage-bottom">
              {/* Where it does not simply go on, what counts down does so from there. */}
              <PinnedCards key={told.jumps} held={null} />
            </div>
          </main>
        )}
        {isWide && <ShopThen />}
      </div>
    </ViewerContext>
  );
}

/** The shop's list, which can be read through and not tapped. */
function ShopThen() {
  const words = useMessages(viewerWords);
  const count = useLive((state) => state.view.order.length);
  return (
    <aside className="side" aria-label={words.bag}>
      <header>
        <h2>{words.bagTitle(count)}</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
      <div className="body" tabIndex={0}>
        <div inert>
          <Shop />
        </div>
      </div>
    </aside>
  );
}

/** The bar over the picture, which says of when it is: what was live then is not live now. */
function Top({ told }: { told: FilmTold }) {
  const say = useMessages(filmMessages);
  const language = useLanguage();
  const stream = useLive(({ view }) => view.stream);
  const isOn = useIsSelling();
  if (!stream) return null;
  const { title, hostName } = titledIn(language, stream);
  return (
    <header className="top-bar">
      <div className="top-title">
        <h1>{title}</h1>
        <p>
          <span className="figures">{clockSecond(told.atMs, language)}</span>
          <span>{say.statusThen[stream.status]}</span>
          {isOn && (
            <span className="viewers figures">
              <Icon name="eye" size={16} />
              <span>{told.viewers.toLocaleString(language)}</span>
            </span>
          )}
          <bdi>{hostName}</bdi>
        </p>
      </div>
    </header>
  );
}

/** The recording at that instant; where there is none, the stall. */
function Recording({
  slug,
  told,
  outside,
}: {
  slug: string;
  told: FilmTold;
  outside: Parameters<typeof createFilmPicture>[1];
}) {
  const [picture] = useState(() => createFilmPicture(slug, outside));
  const video = useRef<HTMLVideoElement>(null);
  const { isThere } = useStore(picture.store);
  useEffect(() => {
    picture.open();
    picture.setElement(video.current);
    return () => picture.close();
  }, [picture]);
  useEffect(() => picture.show(told.atMs, told.speed), [picture, told]);
  return (
    <video
      ref={video}
      className={isThere ? 'film-picture' : 'film-picture away'}
      muted={!told.isLoud}
      playsInline
      preload="metadata"
    />
  );
}
