import { CHAT_LINES_KEPT } from '../../shared/market/chat/bounds.ts';
import type { ChatChange, ChatLine, ChatWhole } from '../../shared/market/chat/contract.ts';

/** The lines of somebody's page, by what it was sent: as the contract says, whatever page that is. */
export function chatScreen() {
  let shown = new Map<number, ChatLine>();
  const lines = (): ChatLine[] => [...shown.values()].sort(([a], [b]) => a - b).slice(-CHAT_LINES_KEPT);
  return {
    lines,
    whole(chat: ChatWhole): void {
      shown = new Map(chat.lines.map((line) => [line[0], line]));
    },
    changes({ lines: come = [], gone = [] }: ChatChange): void {
      for (const place of gone) shown.delete(place);
      for (const line of come) shown.set(line[0], line);
      shown = new Map(lines().map((line) => [line[0], line]));
    },
  };
}
