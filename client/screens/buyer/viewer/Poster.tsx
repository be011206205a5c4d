import { StallDrawing } from '../../../ui/StallDrawing.tsx';
import { useLive } from './viewer-stores.ts';

/** What fills the picture where there is no video: the stall, lit while it is open and dark when it is not. */
export function Poster() {
  const status = useLive((state) => state.view.stream?.status ?? 'SCHEDULED');
  const isOpen = status === 'LIVE' || status === 'INTERRUPTED' || status === 'REHEARSAL';
  return (
    <div className={isOpen ? 'poster' : 'poster closed'}>
      <StallDrawing />
    </div>
  );
}
