import { useEffect, useState } from 'react';
import { shownPrice } from '../../../../shared/live-view/price.ts';
import { useWorld } from '../../../stores/world.ts';
import { isPartComing } from '../../../ui/part.tsx';
import { useOpenProduct } from './use-open-product.ts';
import { useLive, useViewer } from './viewer-stores.ts';

/** A page that is out of sight gets no frames, and need not settle. On a weak line its last parts are not waited for. */
const SETTLED_MS = 600;

/** A tap as the server wrote it: number, price in minor units, flash. */
type Tap = [itemNumber: number, priceMinor: number, flashId: string | null];

/**
 * Takes over from the view that the server drew (server/gateway/http/pages/first-view). A tap that was kept there is made,
 * once, at the price that was seen; if that has changed meanwhile, with a flash for instance, the buyer is asked.
 */
export function FirstView() {
  const { live, cart } = useViewer();
  const { clock } = useWorld();
  const open = useOpenProduct();
  const [drawn] = useState(() => document.getElementById('first'));
  const hasStream = useLive((state) => state.view.stream !== null);
  const isTurnedAway = useLive((state) => state.turnedAway !== null);
  // The stream's view may be there before the answer to who asked for it: until then a bar says that it opens.
  const isConnected = useLive((state) => state.link === 'connected');
  const isKnown = (hasStream && isConnected) || isTurnedAway;
  useEffect(() => {
    if (!drawn?.isConnected || !isKnown) return;
    const make = () => {
      const kept = drawn.dataset.tap;
      if (!hasStream || !kept) return;
      delete drawn.dataset.tap;
      const [itemNumber, wasMinor, flashId] = JSON.parse(kept) as Tap;
      const { view } = live.store.getState();
      const price = shownPrice(view, itemNumber, clock.now());
      if (!price) return;
      const { priceMinor: nowMinor } = price;
      if (nowMinor === wasMinor && price.flashId === flashId) void cart.add(itemNumber, 1, price);
      else {
        cart.refuse(itemNumber, { code: 'PRICE_CHANGED', wasMinor, nowMinor });
        // Its card says so; where the host has gone on to another one its page does.
        if (!view.pins.some((pin) => pin.itemNumber === itemNumber)) open(itemNumber);
      }
    };
    // Once, whichever of frame and timer is first: a column that opens afterwards has its own place to begin.
    const go = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      const { activeElement } = document;
      const hadFocus = drawn.contains(activeElement);
      drawn.remove();
      // Keys begin in what opened below meanwhile. Who got to a button by them goes on from the one that took its place.
      const column = document.querySelector<HTMLElement>('.sheet.column');
      if (column) (column.querySelector<HTMLElement>('[autofocus]') ?? column).focus();
      else if (hadFocus) document.querySelector<HTMLElement>('.pinned .button')?.focus();
      // It may have been tapped until now.
      make();
    };
    // What moves as the stream comes, and a part of it, has moved by then, out of sight. Nobody waits who has tapped.
    const settle = () => {
      frame = requestAnimationFrame(isPartComing() && !drawn.dataset.tap ? settle : go);
    };
    let frame = requestAnimationFrame(settle);
    const timer = setTimeout(go, SETTLED_MS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [drawn, hasStream, isKnown, live, cart, clock, open]);
  return null;
}
