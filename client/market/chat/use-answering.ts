import type { ChatWhole } from '../../../shared/market/chat/contract.ts';
import { useIsOver, usePins } from '../../screens/buyer/viewer/viewer-stores.ts';
import { isAnsweredNow } from '../../stores/answering.ts';
import { useServerTime } from '../../ui/server-time.ts';
import { useChat } from './chat-context.ts';

/** The question that the host answers right now (N6), as a viewer reads it: none once the stream is over. */
export function useAnswering(): ChatWhole['answering'] {
  const pins = usePins();
  const isOver = useIsOver();
  const answering = useChat((state) => state.answering);
  const isNow = useServerTime((nowMs) => answering !== null && isAnsweredNow(answering, pins, nowMs));
  return isNow && !isOver ? answering : null;
}
