import type { StreamFact } from '../facts.ts';
import { type StreamSettings, settingsOf } from './settings.ts';

/** The settings of a stream out of its first fact, for whoever does not read its state; null: it is no first fact. */
export function settingsIn(fact: StreamFact): StreamSettings | null {
  return fact.type === 'stream_created' ? settingsOf(fact.settings) : null;
}
