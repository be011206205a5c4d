import {
  type ComponentProps,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import { commonMessages } from '../../../i18n/common.ts';
import { useMessages } from '../../../i18n/language.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { useBackCloses } from '../../../ui/back-closes.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useIsDesktop } from './use-media.ts';
import './cart.css';

type SheetProps = ComponentProps<typeof Sheet>;

/**
 * A sheet in a hand. On a desktop it takes the shop's column: the picture goes on beside it, is not darkened, and what
 * stands on it can still be tapped.
 */
export function SideSheet(props: SheetProps): ReactNode {
  return useIsDesktop() ? <Column {...props} /> : <Sheet {...props} />;
}

/**
 * A dialog that is not modal: the rest of the page stays in reach. The shop's list behind it keeps its place, out of sight
 * and out of the keyboard's way. Esc and a step back close it, and the focus goes back to where it came from, unless
 * another column has taken it.
 * @param back where a step back leads, in words at the head; else a cross closes
 */
export function Column({
  title,
  note,
  className = '',
  isStill,
  back,
  onClose,
  footer,
  children,
}: SheetProps & { back?: string }) {
  const say = useMessages(commonMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  const titleId = useId();
  useBackCloses(onClose);
  useEscape(dialog, onClose);
  // Before the next picture: by then the browser has taken the focus from what is out of sight.
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    const first = dialog.current?.querySelector<HTMLElement>('[autofocus]');
    (first ?? dialog.current)?.focus({ preventScroll: true });
  }, []);
  useEffect(
    () => () => {
      // What took this place has it.
      if (document.activeElement?.closest('.sheet.column')) return;
      const from = opener.current;
      const isThere = from instanceof HTMLElement && from.isConnected && from !== document.body;
      // A cart that made way for the checkout is gone; its button is there again.
      (isThere ? from : document.querySelector<HTMLElement>('.cart-summary'))?.focus();
    },
    [],
  );
  return (
    <dialog ref={dialog} open className={`sheet column ${className}`} aria-labelledby={titleId} tabIndex={-1}>
      <header>
        {back !== undefined && (
          <button type="button" className="column-back" onClick={onClose}>
            <Icon name="back" />
            {back}
          </button>
        )}
        <h2 id={titleId}>{title}</h2>
        {note}
        {back === undefined && <IconButton icon="close" name={say.close} onClick={onClose} />}
      </header>
      <div className="body" tabIndex={isStill ? 0 : undefined}>
        {children}
      </div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}

/** Esc closes, wherever the focus is, unless it closes something that lies over it: a sheet, photos, or another column. */
function useEscape(dialog: RefObject<HTMLDialogElement | null>, onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTaken = event.isComposing || event.defaultPrevented;
      if (event.key !== 'Escape' || isTaken || document.querySelector('dialog[open]:not(.column)')) return;
      if ([...document.querySelectorAll('.sheet.column')].at(-1) !== dialog.current) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [dialog]);
}
