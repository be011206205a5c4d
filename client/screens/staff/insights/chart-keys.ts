/** What a key asks of a chart: minutes on or back, a part half or twice as long, all of it, or the minute opened. */
export type ChartAsk = { minutes: number } | { factor: 0.5 | 2 } | 'whole' | 'open';

/** Ten minutes at a time with Shift, and as many as there can be to an end. */
const FAR = 10;
const TO_END = 100_000;

/** @returns null for a key that is not the chart's */
export function askOfKey(key: string, isFar: boolean): ChartAsk | null {
  const by = isFar ? FAR : 1;
  switch (key) {
    case 'ArrowLeft':
      return { minutes: -by };
    case 'ArrowRight':
      return { minutes: by };
    case 'Home':
      return { minutes: -TO_END };
    case 'End':
      return { minutes: TO_END };
    case '+':
    case '=':
      return { factor: 0.5 };
    case '-':
      return { factor: 2 };
    case 'Escape':
      return 'whole';
    case 'Enter':
      return 'open';
    default:
      return null;
  }
}
