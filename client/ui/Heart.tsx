import { LineDrawing } from './Icon.tsx';
import './heart.css';

const HEART =
  'M12 20.5S3.5 15.5 3.5 9.3A4.6 4.6 0 0 1 12 6.8a4.6 4.6 0 0 1 8.5 2.5C20.5 15.5 12 20.5 12 20.5Z';

/** A heart, whole where something is kept. */
export function Heart({ isKept, size = 20 }: { isKept: boolean; size?: number }) {
  return (
    <span className={isKept ? 'heart kept' : 'heart'} aria-hidden="true">
      <LineDrawing path={HEART} size={size} />
    </span>
  );
}
