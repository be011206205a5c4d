import { ANSWERING_MS } from '../../../shared/market/chat/bounds.ts';
import type { ChatWhole } from '../../../shared/market/chat/contract.ts';
import { usePins } from '../../screens/buyer/viewer/viewer-stores.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { useChat } from './chat-context.ts';

/**
 * The question that the host answers right now; null 60 s after the host said so, and from the next pin of another item
 * on: the host talks about that (N6).
 */
export function useAnswering(): ChatWhole['answering'] {
  const pins = usePins();
  const answering = useChat((state) => state.answering);
  const isOver = useServerTime((nowMs) => answering === null || nowMs - answering.sinceMs >= ANSWERING_MS);
  if (isOver || answering === null) return null;
  const { item, sinceMs } = answering;
  const hasMovedOn = pins.some((pin) => pin.sinceMs > sinceMs && pin.itemNumber !== item);
  return hasMovedOn ? null : answering;
}
