import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import type { LiveStore } from '../../stores/live-store.ts';
import { useOwnStore } from '../../stores/world.ts';
import { loadChunk } from '../../ui/load-chunk.ts';
import { BottomBar } from './BottomBar.tsx';
import { CartSheet, loadCart } from './cart-place.tsx';
import { useExposure } from './exposure/use-exposure.ts';
import { LineBar } from './LineBar.tsx';
import { ProductPlace } from './open-product.tsx';
import { type OpenSheet, sheetAt } from './open-sheet.ts';
import { type HeldPins, PinnedCards } from './PinnedCard.tsx';
import { Poster } from './Poster.tsx';
import { ShopSheet } from './ShopSheet.tsx';
import { SpokenCart } from './SpokenCart.tsx';
import { StageMessage } from './StageMessage.tsx';
import { TopBar } from './TopBar.tsx';
import { TurnedAway } from './TurnedAway.tsx';
import { useIsWide } from './use-media.ts';
import {
  createViewerStores,
  useCart,
  useIsSelling,
  useLive,
  useViewer,
  ViewerContext,
} from './viewer-stores.ts';
import { Offers } from './WaitingPlace.tsx';
import './viewer.css';

const loadCheckout = () => loadChunk(() => import('./CheckoutSheet.tsx'));
const Side = lazy(async () => ({ default: (await loadChunk(() => import('./Side.tsx'))).Side }));
const CheckoutSheet = lazy(async () => ({ default: (await loadCheckout()).CheckoutSheet }));
const UnpaidOrder = lazy(async () => ({ default: (await loadCheckout()).UnpaidOrder }));

interface VideoProps {
  live: LiveStore;
  /** Called when the pinned card shall follow the picture; null when it shall not. */
  onHold(held: HeldPins | null): void;
}

/** One stream as a buyer sees it. */
export function ViewerScreen({ slug = '' }: { slug?: string }) {
  const stores = useOwnStore((world) => createViewerStores(slug, world));
  return (
    <ViewerContext value={stores}>
      <ProductPlace>
        <Viewer />
      </ProductPlace>
    </ViewerContext>
  );
}

function Viewer() {
  const isWide = useIsWide();
  const [sheet, setSheet] = useState<OpenSheet>(() => sheetAt(location.hash));
  const turnedAway = useLive((state) => state.turnedAway);
  const hasStream = useLive((state) => state.view.stream !== null);
  const hasVideo = useLive((state) => state.media !== null);
  const isSelling = useIsSelling();
  const { live } = useViewer();
  useExposure();
  const [Video, setVideo] = useState<ComponentType<VideoProps> | null>(null);
  const [held, setHeld] = useState<HeldPins | null>(null);
  // The stall does not wait for the picture, and does not miss it should its chunk never come. Shown by hand: what
  // React shows by itself after a fallback waits a third of a second.
  useEffect(() => {
    if (!hasVideo) return;
    loadChunk(() => import('./video/VideoStage.tsx')).then(
      ({ VideoStage }) => setVideo(() => VideoStage),
      () => undefined,
    );
  }, [hasVideo]);
  useEffect(() => {
    let end = () => {};
    loadChunk(() => import('./show-moves.ts')).then(
      ({ showMoves }) => {
        end = showMoves(live);
      },
      () => undefined,
    );
    return () => end();
  }, [live]);
  const placing = useCart((state) => state.placing.kind);
  const hasCart = useLive((state) => (state.mine?.cart.lines.length ?? 0) > 0);
  const hasUnpaid = useLive((state) => state.mine?.orders.some(({ status }) => status === 'PLACED'));
  // Cart and ordering are not part of the first picture: they are fetched with the first unit, long before the tap.
  useEffect(() => {
    if (!hasCart) return;
    void loadCart().catch(() => undefined);
    loadCheckout().then(
      ({ takesUpCheckout }) => takesUpCheckout(live.slug) && setSheet('checkout'),
      () => undefined,
    );
  }, [hasCart, live]);
  if (turnedAway) return <TurnedAway refusal={turnedAway} />;
  const close = () => setSheet(null);
  // What became of an order is shown also when it was sent before a reload.
  const isCheckoutOpen = sheet === 'checkout' || !['idle', 'sending', 'in_line'].includes(placing);
  return (
    <div className={isWide ? 'viewer wide' : 'viewer'}>
      <main className="stage" aria-busy={!hasStream}>
        <div className="stage-top">
          <TopBar />
          <LineBar />
        </div>
        {/* A frame of its own on a wide screen; in a hand all of the stage is the picture. */}
        <div className="stage-picture">
          <Poster />
          {Video && isSelling && <Video live={live} onHold={setHeld} />}
          <StageMessage />
        </div>
        <div className="stage-bottom">
          <div className="stage-notes">
            {hasUnpaid && (
              <Suspense fallback={null}>
                <UnpaidOrder />
              </Suspense>
            )}
            <Offers onOrder={() => setSheet('checkout')} />
          </div>
          {hasStream ? <PinnedCards held={held} /> : <Skeleton />}
          {!isWide && <BottomBar onOpen={setSheet} />}
        </div>
      </main>
      <SpokenCart />
      {isWide && (
        <Suspense fallback={<aside className="side" />}>
          <Side onCart={() => setSheet('cart')} onCheckout={() => setSheet('checkout')} />
        </Suspense>
      )}
      {!isWide && sheet === 'bag' && (
        <ShopSheet onClose={close} onCart={() => setSheet('cart')} onCheckout={() => setSheet('checkout')} />
      )}
      {sheet === 'cart' && <CartSheet onClose={close} onCheckout={() => setSheet('checkout')} />}
      {isCheckoutOpen && (
        <Suspense fallback={null}>
          <CheckoutSheet onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

/** The shape of what comes: a card with a price and a button. */
function Skeleton() {
  return (
    <div className="pinned skeleton" aria-hidden="true">
      <i className="bone picture-bone" />
      <div>
        <i className="bone" />
        <i className="bone short" />
      </div>
      <i className="bone button-bone" />
    </div>
  );
}
