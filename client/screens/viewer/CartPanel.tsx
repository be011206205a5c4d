import { type ReactNode, useId } from 'react';
import { commonMessages } from '../../i18n/common.ts';
import { useMessages } from '../../i18n/language.ts';
import { IconButton } from '../../ui/Button.tsx';
import { viewerWords } from './words.ts';

/** What holds the cart: a sheet on a phone, a panel beside the picture. */
export interface CartFrame {
  title: string;
  /** Beside the title. */
  note?: ReactNode;
  className?: string;
  /** Where the cart lies over something, the way back to it. */
  onClose?: (() => void) | undefined;
  footer?: ReactNode;
  children?: ReactNode;
}

/** The cart beside the picture: a head, one area that scrolls, a foot. */
export function CartPanel({ title, note, className = '', onClose, footer, children }: CartFrame) {
  const say = useMessages(viewerWords);
  const sayCommon = useMessages(commonMessages);
  const titleId = useId();
  return (
    <section className={`cart-panel ${className}`} aria-labelledby={titleId}>
      <header>
        {onClose && <IconButton icon="back" name={sayCommon.back} onClick={onClose} />}
        <h2 id={titleId}>{title}</h2>
        {note}
        <a href="/orders">{say.myOrders}</a>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard. */}
      <div className="body" tabIndex={0}>
        {children}
      </div>
      {footer && <footer>{footer}</footer>}
    </section>
  );
}
