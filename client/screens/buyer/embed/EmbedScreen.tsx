import { type ComponentType, useEffect, useState } from 'react';
import { channelOf } from '../../../../shared/values/channel.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createGuestStores } from '../../../stores/guest-token-store.ts';
import type { LiveStore } from '../../../stores/live-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { loadChunk } from '../../../ui/load-chunk.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { FlashClock } from '../viewer/FlashClock.tsx';
import { ItemPrice } from '../viewer/ItemPrice.tsx';
import type { HeldPins } from '../viewer/PinnedCard.tsx';
import { Poster } from '../viewer/Poster.tsx';
import { StageMessage } from '../viewer/StageMessage.tsx';
import { StockCounter } from '../viewer/StockCounter.tsx';
import {
  useCard,
  useCurrency,
  useIsSelling,
  useLive,
  useShownPrice,
  useViewer,
  ViewerContext,
} from '../viewer/viewer-stores.ts';
import { embedWords } from './words.ts';
import '../viewer/viewer.css';
import './embed.css';

type Video = ComponentType<{ live: LiveStore; onHold(held: HeldPins | null): void }>;

/** A stream inside other people's pages: the picture, the good on the table, and the way to the market. */
export function EmbedScreen({ slug = '' }: { slug?: string }) {
  const stores = useOwnStore((world) => createGuestStores(slug, world));
  return (
    <ViewerContext value={stores}>
      <Embed />
    </ViewerContext>
  );
}

function Embed() {
  const say = useMessages(embedWords);
  const { live } = useViewer();
  const language = useLanguage();
  const title = useLive(({ view }) => view.stream && titledIn(language, view.stream).title);
  const hasVideo = useLive((state) => state.media !== null);
  const isTurnedAway = useLive((state) => state.turnedAway !== null);
  const isSelling = useIsSelling();
  const [Video, setVideo] = useState<Video | null>(null);
  const [held, setHeld] = useState<HeldPins | null>(null);
  useEffect(() => {
    if (!hasVideo) return;
    loadChunk(() => import('../viewer/video/VideoStage.tsx')).then(
      ({ VideoStage }) => setVideo(() => VideoStage),
      () => undefined,
    );
  }, [hasVideo]);
  const present = useLive((state) => state.view.pins);
  const pins = held?.pins ?? present;
  const newest = pins.reduce<(typeof pins)[number] | null>(
    (found, pin) => (found && found.sinceMs > pin.sinceMs ? found : pin),
    null,
  );
  return (
    <main className="embed stage" aria-busy={title === undefined && !isTurnedAway}>
      <Poster />
      <header className="embed-head">
        <h1>{isTurnedAway ? say.notThere : title}</h1>
        {!isTurnedAway && (
          <a className="button embed-open" href={marketAddress(live.slug)} target="_blank" rel="noopener">
            <Icon name="bag" size={18} />
            {say.open}
          </a>
        )}
      </header>
      {Video && isSelling && <Video live={live} onHold={setHeld} />}
      <StageMessage />
      {newest && isSelling && <EmbedCard itemNumber={newest.itemNumber} />}
    </main>
  );
}

function EmbedCard({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(embedWords);
  const { slug } = useViewer().live;
  const money = useMoney(useCurrency());
  const card = useCard(itemNumber);
  const price = useShownPrice(itemNumber);
  if (!card || !price) return null;
  return (
    <article className="pinned embed-card" data-item={itemNumber}>
      <Picture source={card.picture} size={64} />
      <div className="pinned-about">
        <h2>
          <span className="item-number figures">{itemNumber}</span>
          <bdi>{card.name}</bdi>
        </h2>
        <div className="pinned-price">
          <ItemPrice itemNumber={itemNumber} />
          <FlashClock itemNumber={itemNumber} />
        </div>
        <div className="pinned-stock">
          <StockCounter itemNumber={itemNumber} />
        </div>
      </div>
      <a className="button buy" href={marketAddress(slug)} target="_blank" rel="noopener" title={say.opens}>
        {say.buy(money(price.priceMinor))}
      </a>
    </article>
  );
}

/** The stream's own page; whose page this stands in goes along (C1). */
function marketAddress(slug: string): string {
  const named = new URLSearchParams(location.search).get('c');
  const channel = channelOf(named ?? '');
  return channel === 'direct' ? `/s/${slug}` : `/s/${slug}?c=${channel}`;
}
