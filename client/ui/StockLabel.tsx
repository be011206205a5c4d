import type { StockEntry } from '../../shared/live-view/view.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { catalogue, useLanguage, useMessages } from '../i18n/language.ts';
import { Icon, type IconName } from './Icon.tsx';
import { clockTime } from './time-words.ts';
import './ui.css';

/** The most units that are told exactly; the wire says one more for "more than" (K2). */
const MOST_TOLD = 20;

const words = catalogue({
  en: {
    coming: 'Not on sale yet',
    stopped: 'Sales stopped',
    soldOut: 'Sold out',
    held: 'In other carts',
    heldUntil: (time: string) => `In other carts · may be back by ${time}`,
    awaiting: 'In other orders · awaiting payment',
    left: (n: number) => `${n} left`,
    many: 'In stock',
  },
  'zh-CN': {
    coming: '尚未开卖',
    stopped: '已停售',
    soldOut: '已售罄',
    held: '已被抢空',
    heldUntil: (time) => `已被抢空 · 最早 ${time} 释放`,
    awaiting: '已拍完 · 待付款',
    left: (n) => `仅剩 ${n} 件`,
    many: '库存充足',
  },
});

/** The state of a shelf in words, with the ledger's own numbers (K2, K3). @param isShort without the details */
export function StockLabel({ stock, isShort = false }: { stock: StockEntry; isShort?: boolean }) {
  const { look, icon, text } = useStockWords(stock);
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
export function useStockWords(stock: StockEntry): StockWords {
  const say = useMessages(words);
  const language = useLanguage();
  const counted = stock.available > MOST_TOLD ? say.many : say.left(stock.available);
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
            ? say.held
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
