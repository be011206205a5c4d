import { useLayoutEffect, useRef } from 'react';

/**
 * In a sheet whose form gives way to what became of it: that is read from its beginning, and keys and screen readers go on
 * from its title. The button that was pressed is gone, and the focus with it.
 */
export function FromTheTop() {
  const place = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const sheet = place.current?.closest('.sheet');
    const [body, title] = ['.body', 'h2'].map((part) => sheet?.querySelector<HTMLElement>(part));
    if (body) body.scrollTop = 0;
    const { activeElement } = document;
    // A sheet that opens with it has its own place for the focus, and gives it back to what opened it.
    if (!title || (activeElement !== document.body && !sheet?.contains(activeElement))) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }, []);
  return <i ref={place} hidden />;
}
