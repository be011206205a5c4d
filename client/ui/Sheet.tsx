import { type PointerEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { commonMessages } from '../i18n/common.ts';
import { useMessages } from '../i18n/language.ts';
import { IconButton } from './Button.tsx';
import { useBackCloses } from './back-closes.ts';
import './ui.css';

/** A downward drag of the header by this much closes the sheet. */
const SWIPE_PX = 70;

/**
 * A sheet from below; on a wide screen a drawer from the right, or a dialog in the middle. It is a modal dialog of the
 * browser, which keeps the focus inside, gives it back afterwards and closes on Esc; a tap beside it, a swipe down or
 * the phone's back button closes it too.
 */
export function Sheet({
  title,
  note,
  className = '',
  isQuestion,
  isStill,
  onClose,
  footer,
  children,
}: {
  title: string;
  /** Beside the title. */
  note?: ReactNode;
  className?: string;
  /** It asks or tells one thing: on a wide screen it stands in the middle, where everything else is a drawer. */
  isQuestion?: boolean | undefined;
  /** Nothing in it can be tapped just now: it takes the focus itself, so that keys scroll it. */
  isStill?: boolean | undefined;
  onClose(): void;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const say = useMessages(commonMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const swipeFrom = useRef<number | null>(null);
  const titleId = useId();
  useBackCloses(onClose);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const endSwipe = (event: PointerEvent) => {
    if (swipeFrom.current !== null && event.clientY - swipeFrom.current > SWIPE_PX) onClose();
    swipeFrom.current = null;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself, through onCancel.
    <dialog
      ref={dialog}
      className={`sheet ${className}${isQuestion ? ' dialog' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // React tells a sheet of those that were opened from it too.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <header
        onPointerDown={(event) => {
          swipeFrom.current = event.clientY;
        }}
        onPointerUp={endSwipe}
        onPointerCancel={endSwipe}
      >
        <h2 id={titleId}>{title}</h2>
        {note}
        <IconButton icon="close" name={say.close} onClick={onClose} />
      </header>
      <div className="body" tabIndex={isStill ? 0 : undefined}>
        {children}
      </div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
