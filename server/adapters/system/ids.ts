import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../../ports/world.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const systemIds: Ids = {
  next: () => v7(),
  history() {
    let text = '';
    for (let i = 0; i < 8; i += 1) text += LETTERS[randomInt(LETTERS.length)];
    return text;
  },
};
