import { LineDrawing } from './Icon.tsx';

const HAND =
  'M8 13V5.5a1.5 1.5 0 0 1 3 0V11m0-6.5a1.5 1.5 0 0 1 3 0V11m0-5a1.5 1.5 0 0 1 3 0v6m0-3.5a1.5 1.5 0 0 1 3 0V15a6 6 0 0 1-6 6h-2a6 6 0 0 1-5-2.7l-3-4.6a1.5 1.5 0 0 1 2.5-1.7L8 14';

/** A raised hand: somebody asks to be shown something (L9). Beside the other icons it would weigh on every first load. */
export function Hand({ size = 18 }: { size?: number }) {
  return <LineDrawing path={HAND} size={size} />;
}
