import { useEffect, useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { useStockWords } from '../../../ui/StockLabel.tsx';
import { useCard, useCurrency, useLive, useShownPrice } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** A screen reader hears of the pinned good at most this often. */
const SPEAK_EVERY_MS = 6_000;

const noStock = { state: 'COMING', available: 0, nextFreeAtMs: null, flashLeft: null } as const;

/** The pinned good in one sentence for those who listen: price and stock as they change, but never as a torrent. */
export function SpokenPin({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const name = useCard(itemNumber)?.name ?? '';
  const stock = useLive((state) => state.view.stock[itemNumber]) ?? noStock;
  const price = useShownPrice(itemNumber);
  const { text } = useStockWords(stock);
  const sentence = price ? say.spoken(itemNumber, name, money(price.priceMinor), text) : '';
  return (
    <p className="unseen" aria-live="polite">
      {useThrottled(sentence, SPEAK_EVERY_MS)}
    </p>
  );
}

/** Follows a text, at most once per interval; the last one always arrives. */
export function useThrottled(text: string, everyMs: number): string {
  const [spoken, setSpoken] = useState({ text, atMs: performance.now() });
  useEffect(() => {
    if (text === spoken.text) return;
    const waitMs = Math.max(0, spoken.atMs + everyMs - performance.now());
    const timer = setTimeout(() => setSpoken({ text, atMs: performance.now() }), waitMs);
    return () => clearTimeout(timer);
  }, [text, spoken, everyMs]);
  return spoken.text;
}
