import type { StockEntry } from '../../shared/market/stock/entry.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { useLanguage, useMessages } from '../i18n/language.ts';
import { Icon, type IconName } from './Icon.tsx';
import { stockWords } from './stock-words.ts';
import { clockTime } from './time-words.ts';
import './ui.css';
import { MAX_TOLD_UNITS } from '../../shared/market/stock/bounds.ts';

/**
 * The state of a shelf in words, with the ledger's own numbers (K2, K3).
 * @param isShort without the details
 * @param isMine some of what is held is the reader's own
 */
export function StockLabel({
  stock,
  isShort = false,
  isMine = false,
}: {
  stock: StockEntry;
  isShort?: boolean;
  isMine?: boolean;
}) {
  const { look, icon, text } = useStockWords(stock, isMine);
  return (
    <span className={`stock ${look}`}>
      {icon && <Icon name={icon} size={16} />}
      <span>{isShort ? text.split(' · ')[0] : text}</span>
    </span>
  );
}

interface StockWords {
  look: 'plenty' | 'few' | 'gone';
  icon: IconName | null;
  text: string;
}

/** The words alone, for a label that is read aloud. */
export function useStockWords(stock: StockEntry, isMine = false): StockWords {
  const say = useMessages(stockWords);
  const language = useLanguage();
  const counted = stock.available > MAX_TOLD_UNITS ? say.many : say.left(stock);
  switch (stock.state) {
    case 'COMING':
      return { look: 'gone', icon: 'clock', text: say.coming };
    case 'STOPPED':
      return { look: 'gone', icon: 'stop', text: say.stopped };
    case 'SOLD_OUT':
      return { look: 'gone', icon: 'stop', text: say.soldOut };
    case 'ALL_HELD':
      return {
        look: 'gone',
        icon: 'clock',
        text:
          stock.nextFreeAtMs === null
            ? isMine
              ? say.heldMine
              : say.held
            : say.heldUntil(clockTime(Math.ceil(stock.nextFreeAtMs / MINUTE) * MINUTE, language)),
      };
    case 'AWAITING_PAYMENT':
      return { look: 'gone', icon: 'clock', text: say.awaiting };
    case 'LOW':
      return { look: 'few', icon: 'attention', text: counted };
    case 'IN_STOCK':
      return { look: 'plenty', icon: null, text: counted };
  }
}
