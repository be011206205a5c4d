import type { CareKey } from '../../screens/staff/console/keys.ts';
import type { HostStore } from '../../stores/host/host-store.ts';
import type { World } from '../../stores/world.ts';
import { careOf, longestFirst } from './care-store.ts';

/**
 * Does what a key asks of the chat: answers the first question of the queue right now; pins the line in focus, else the newest
 * that is not the house's; deletes the line in focus alone.
 */
export function doCareKey(
  host: HostStore,
  world: Pick<World, 'newKey' | 'clock' | 'keep'>,
  ask: CareKey,
): void {
  const { chat } = host.store.getState();
  if (!chat) return;
  const care = careOf(host, world);
  if (ask === 'answer') {
    const { dismissed } = care.store.getState();
    const [first] = longestFirst(chat.questions).filter(({ seq }) => !dismissed.has(seq));
    if (first) void care.answer(first.seq);
    return;
  }
  const inFocus = document.activeElement?.closest<HTMLElement>('[data-chat-line]')?.dataset.chatLine;
  const shown = chat.lines.filter(({ state, mark }) => state === 'shown' && !mark?.by);
  const line = inFocus === undefined ? shown.at(-1) : chat.lines.find(({ seq }) => String(seq) === inFocus);
  if (!line) return;
  if (ask === 'pinLine') care.pin(line.seq);
  else if (inFocus !== undefined) care.remove(line.seq, line.name);
}
