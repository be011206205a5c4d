import { ChatForm } from './ChatForm.tsx';
import { ChatOver } from './ChatOver.tsx';
import { ChatWide } from './ChatWide.tsx';
import './chat.css';

/**
 * The chat of a stream's page.
 * @param at `picture`: the newest lines, in a hand; `row`: where one writes, in the row below the card; `shop`: both, where the
 *   shop stands beside the picture
 */
export function Chat({ at, onCart }: { at: 'picture' | 'row' | 'shop'; onCart?: () => void }) {
  if (at === 'picture') return <ChatOver />;
  return at === 'shop' ? <ChatWide /> : <ChatForm isHand {...(onCart && { onCart })} />;
}
