import { readConfig } from '../config.ts';
import { atMarket } from './at-market.ts';

/** Destroys for good what the buyer of an order wrote and photographed, of all of their orders (A4). */
export async function eraseWords(reference: string): Promise<void> {
  const { erased } = await atMarket(readConfig(process.env), (market) => market.eraseWords({ reference }));
  process.stdout.write(
    `${erased} ${erased === 1 ? 'text or photo was' : 'texts and photos were'} destroyed. Copies from before still have them: make a backup now, it notes what a restore is to leave out.\n`,
  );
}
