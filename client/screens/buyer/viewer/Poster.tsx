import { useState } from 'react';
import { StallDrawing } from '../../../ui/StallDrawing.tsx';
import { useLive } from './viewer-stores.ts';

/**
 * What fills the picture where there is no video: the stall, lit while it is open and dark when it is not, and over it the
 * cover that the server drew there (server/gateway/http/pages/first-view), while the stream is on. In a break words stand
 * there, which are read on the stall.
 */
export function Poster() {
  const status = useLive((state) => state.view.stream?.status ?? 'SCHEDULED');
  const [cover] = useState(
    () => document.querySelector<HTMLImageElement>('#first picture > img')?.currentSrc,
  );
  const isOpen = status === 'LIVE' || status === 'INTERRUPTED' || status === 'REHEARSAL';
  return (
    <div className={isOpen ? 'poster' : 'poster closed'}>
      <StallDrawing />
      {status === 'LIVE' && cover && <img className="cover" src={cover} alt="" />}
    </div>
  );
}
