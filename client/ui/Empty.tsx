import type { ReactNode } from 'react';
import { StallDrawing } from './StallDrawing.tsx';
import './ui.css';

/** Nothing is here: the stall before the market, a sentence, and the one thing to do about it. */
export function Empty({
  says,
  hint,
  children,
}: {
  says: ReactNode;
  hint?: ReactNode;
  /** The action. */
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <span className="empty-stall">
        <StallDrawing />
      </span>
      <p>{says}</p>
      {hint && <p className="soft">{hint}</p>}
      {children}
    </div>
  );
}
