import { expect, test } from 'vitest';
import { changeOf } from '../../server/gateway/rooms/chat-rooms.ts';
import { CHAT_LINES_KEPT } from '../../shared/market/chat/bounds.ts';
import type { ChatLine, ChatWhole } from '../../shared/market/chat/contract.ts';
import { chatScreen } from '../builders/chat-screen.ts';

const FRAMES = 400;

/** A draw that is the same in each run. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

test.each([1, 2, 3])(
  '[N3] who stayed sees the same last 50 as who comes now, whatever is written, deleted and shown again (%i)',
  (seed) => {
    const draw = dice(seed);
    const written: { line: ChatLine; isShown: boolean }[] = [];
    const view = (): ChatWhole => ({
      ...{ writers: 'anyone', pinned: null, notice: null, answering: null, isThinned: false },
      lines: written
        .filter(({ isShown }) => isShown)
        .map(({ line }) => line)
        .slice(-CHAT_LINES_KEPT),
    });
    const stayed = chatScreen();
    let before = view();
    stayed.whole(before);
    let most = 0;
    for (let frame = 0; frame < FRAMES; frame += 1) {
      for (let acts = draw(9); acts > 0; acts -= 1) {
        const one = written[written.length - 1 - draw(80)];
        if (one && draw(3) === 0) one.isShown = !one.isShown;
        else
          written.push({
            line: [written.length + 1, draw(900), `line ${written.length}`, null],
            isShown: true,
          });
      }
      const now = view();
      stayed.changes(changeOf(before, now));
      before = now;
      const comes = chatScreen();
      comes.whole(now);
      expect(stayed.lines()).toEqual(comes.lines());
      most = Math.max(most, comes.lines().length);
    }
    expect(most).toBe(CHAT_LINES_KEPT);
    expect(written.length).toBeGreaterThan(10 * CHAT_LINES_KEPT);
  },
);
