import { useEffect, useState } from 'react';
import { isOnItsWay } from '../../../stores/placing.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { loadChunk } from '../../../ui/load-chunk.ts';
import { part } from '../../../ui/part.tsx';
import { useChunk } from '../../../ui/use-chunk.ts';
import { useIsLater } from '../../../ui/use-is-later.ts';
import { BottomBar } from './BottomBar.tsx';
import { CartSheet } from './cart-place.ts';
import { useExposure } from './exposure/use-exposure.ts';
import { Fault } from './FaultPlace.tsx';
import { LineBar } from './LineBar.tsx';
import { ProductPage, ProductPlace } from './open-product.tsx';
import { type OpenSheet, sheetAt } from './open-sheet.ts';
import { type HeldPins, PinnedCards } from './PinnedCard.tsx';
import { Poster } from './Poster.tsx';
import { Chat, LaterPanels, StageLine, StagePanels } from './panels.tsx';
import { ShopSheet } from './ShopSheet.tsx';
import { SpokenCart } from './SpokenCart.tsx';
import { StageMessage } from './StageMessage.tsx';
import { Shop } from './shop-place.ts';
import { TopBar } from './TopBar.tsx';
import { useIsWide } from './use-media.ts';
import {
  createViewerStores,
  useCart,
  useIsSelling,
  useLive,
  useViewer,
  ViewerContext,
} from './viewer-stores.ts';
import './viewer.css';

/** With what sends the order: the line may be gone by the tap. */
const checkout = () =>
  Promise.all([import('./CheckoutSheet.tsx'), import('../../../stores/ordering.ts')]).then(
    ([sheet]) => sheet,
  );
const CheckoutSheet = part(() => checkout().then((module) => module.CheckoutSheet));
const side = () => import('./Side.tsx');
const Side = part(() => side().then((module) => module.Side));
/** Where the row below the card has the chat. */
const CartStrip = part(() => side().then((module) => module.CartStrip));
// The server has just answered: what it said comes by the same line.
const TurnedAway = part(() => import('./TurnedAway.tsx').then((module) => module.TurnedAway));
const follow = () => import('./follow-cart.ts').then((module) => module.followCart);
const video = () => import('./video/VideoStage.tsx').then((module) => module.VideoStage);
const firstView = () => import('./FirstView.tsx').then((module) => module.FirstView);

/** One stream as a buyer sees it. @param itemNumber a product whose page opens with it */
export function ViewerScreen({ slug = '', itemNumber }: { slug?: string; itemNumber?: number }) {
  const stores = useOwnStore((world) => createViewerStores(slug, world));
  const [sheet, setSheet] = useState<OpenSheet>(() => sheetAt(location.hash));
  const FirstView = useChunk(firstView);
  return (
    <ViewerContext value={stores}>
      <ProductPlace
        first={itemNumber ?? null}
        isOverShop={sheet === null || sheet === 'bag'}
        onCheckout={() => setSheet('checkout')}
      >
        {FirstView && <FirstView />}
        <Viewer sheet={sheet} setSheet={setSheet} isOfProduct={itemNumber !== undefined} />
      </ProductPlace>
    </ViewerContext>
  );
}

function Viewer({
  sheet,
  setSheet,
  isOfProduct,
}: {
  sheet: OpenSheet;
  setSheet(sheet: OpenSheet): void;
  /** Its address names a product: a checkout that was left open does not cover it. */
  isOfProduct: boolean;
}) {
  const isWide = useIsWide();
  const isLater = useIsLater();
  /** Whether its part may come by now; null: there is none. */
  const chat = useLive(({ hasChat }) => hasChat) ? isLater : null;
  const turnedAway = useLive((state) => state.turnedAway);
  const hasStream = useLive((state) => state.view.stream !== null);
  const hasVideo = useLive((state) => state.media !== null);
  const isSelling = useIsSelling();
  const viewer = useViewer();
  const { live } = viewer;
  useExposure();
  // The stall does not wait for the picture, and does not miss it should its chunk never come.
  const Video = useChunk(video, hasVideo);
  const [{ hasCard, isTapped }] = useState(whatIsDrawn);
  const isRefused = useCart(({ faults }) => Object.keys(faults).length > 0);
  const [awaitsCart, setAwaitsCart] = useState(isTapped);
  if (awaitsCart && isRefused) setAwaitsCart(false);
  const [held, setHeld] = useState<HeldPins | null>(null);
  const { keep } = useWorld();
  // It notes what is tapped, and whoever taps may leave at once: with the first touch it is there.
  const followCart = useChunk(follow, useIsLater(0));
  useEffect(() => followCart?.(viewer, keep), [followCart, viewer, keep]);
  // What became of an order is shown also when it was sent before a reload.
  const hasOutcome = useCart(({ placing }) => placing.kind !== 'idle' && !isOnItsWay(placing));
  const hasCart = useLive((state) => (state.mine?.cart.lines.length ?? 0) > 0);
  // What the first taps open, and what a refusal says, is at hand before the line may break. Fetched within a tap it would
  // keep a slow phone from its answer.
  useEffect(() => {
    if (isLater) for (const next of [Fault, ProductPage, Shop]) next.fetch();
  }, [isLater]);
  // Cart and ordering are not part of the first picture: they are fetched with the first unit, long before the tap.
  useEffect(() => {
    if (!hasCart) return;
    CartSheet.fetch();
    loadChunk(checkout).then(
      ({ takesUpCheckout }) => takesUpCheckout(live.slug) && !isOfProduct && setSheet('checkout'),
      () => undefined,
    );
  }, [hasCart, live, setSheet, isOfProduct]);
  if (turnedAway) return <TurnedAway refusal={turnedAway} />;
  const close = () => setSheet(null);
  const isCheckoutOpen = sheet === 'checkout' || hasOutcome;
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
          <StageLine />
        </div>
        {/* A chat comes a moment after the first picture, if there is one: its place is kept until then. */}
        <div
          className={`stage-bottom${isSelling ? (isLater ? ' talks' : ' talks early') : hasCard ? '' : ' bare'}`}
        >
          <div className="stage-notes">
            {chat && <Chat at="picture" />}
            <StagePanels onOrder={() => setSheet('checkout')} />
            {!isWide &&
              (chat !== null && hasCart ? (
                <CartStrip
                  onCart={() => setSheet('cart')}
                  onCheckout={() => setSheet('checkout')}
                  fallback={strip}
                />
              ) : (
                awaitsCart && !hasCart && strip
              ))}
          </div>
          {hasStream ? <PinnedCards held={held} /> : hasCard && <Skeleton />}
          {isWide ? chat && <Chat at="shop" /> : <BottomBar chat={chat} onOpen={setSheet} />}
        </div>
      </main>
      <SpokenCart />
      {isWide && (
        <Side
          onCart={() => setSheet('cart')}
          onCheckout={() => setSheet('checkout')}
          fallback={<aside className="side" />}
        />
      )}
      {!isWide && sheet === 'bag' && (
        <ShopSheet onClose={close} onCart={() => setSheet('cart')} onCheckout={() => setSheet('checkout')} />
      )}
      {sheet === 'cart' && <CartSheet onClose={close} onCheckout={() => setSheet('checkout')} />}
      {isCheckoutOpen && (
        <CheckoutSheet Later={LaterPanels} onClose={close} onCart={() => setSheet('cart')} />
      )}
    </div>
  );
}

/** The place of the cart's strip, which a tap that was kept will bring, unless it is refused. */
const strip = <i className="cart-strip" />;

/** What the server drew, as far as it says what comes in its place: nothing of that moves then. */
function whatIsDrawn() {
  const first = document.getElementById('first');
  return { hasCard: !first || !!first.querySelector('.f-card'), isTapped: !!first?.dataset.tap };
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
