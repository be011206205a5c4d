import { type ReactNode, useLayoutEffect, useState } from 'react';
import './toast.css';

/**
 * What was just done, for as long as it matters, over whatever is there. It stands at the bottom, unless what was acted
 * on is there: then it comes from the top, so that it never covers that.
 */
export function Toast({
  acted,
  children,
}: {
  /** Finds what was acted on; null where nothing on the screen was. Keep it the same for the same toast. */
  acted(): Element | null;
  children: ReactNode;
}) {
  const [isOnTop, setOnTop] = useState(false);
  useLayoutEffect(() => {
    const box = acted()?.getBoundingClientRect();
    setOnTop(box !== undefined && box.height > 0 && box.bottom > innerHeight / 2);
  }, [acted]);
  return (
    <div className={`toast ${isOnTop ? 'on-top' : ''}`} role="status">
      {children}
    </div>
  );
}
