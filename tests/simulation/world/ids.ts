import type { Ids } from '../../../server/lib/clock.ts';
import { chanceAside } from './aside.ts';
import type { Chance } from './chance.ts';

/** Ids in the order in which they are made, as UUIDv7 are; readable in a story. */
export class SimIds implements Ids {
  private made = 0;
  private madeAside = 0;
  private readonly prefix: string;
  private readonly chance: Chance;

  constructor(prefix: string, chance: Chance) {
    this.prefix = prefix;
    this.chance = chance;
  }

  next(): string {
    if (chanceAside()) {
      this.madeAside += 1;
      return `${this.prefix}aside-${this.madeAside}`;
    }
    this.made += 1;
    return `${this.prefix}${this.made}`;
  }

  history(): string {
    return Math.floor(this.chance.next() * 36 ** 6)
      .toString(36)
      .padStart(8, '0');
  }
}
