import type { Bus, BusMessage } from '../../server/ports/bus.ts';

/** What becomes of one message that is told. */
export interface MessageFate {
  isLost: boolean;
  copies: number;
  /** So many later messages are told before it. */
  overtakenBy: number;
}

/** A carrier that loses, repeats and reorders what a node tells over it; what it lets through goes its real way. */
export interface BadBus extends Bus {
  /** Fates of the next messages, in order; who has none is carried well. */
  fates: MessageFate[];
  /** What the node has told since it was last emptied, and what of it was carried. */
  told: BusMessage[];
  carried: BusMessage[];
  /** Carries what is still waiting to be overtaken. */
  letGo(): void;
}

export function badBus(carrier: Bus): BadBus {
  let late: { message: BusMessage; copies: number; overtakenBy: number }[] = [];
  const carry = (message: BusMessage, copies: number) => {
    for (let copy = 0; copy < copies; copy += 1) {
      bad.carried.push(message);
      carrier.publish(message);
    }
  };
  const bad: BadBus = {
    ...carrier,
    fates: [],
    told: [],
    carried: [],
    publish(message) {
      bad.told.push(message);
      const { isLost, copies, overtakenBy } = bad.fates.shift() ?? {
        isLost: false,
        copies: 1,
        overtakenBy: 0,
      };
      for (const waiting of late) waiting.overtakenBy -= 1;
      if (!isLost && overtakenBy > 0) late.push({ message, copies, overtakenBy });
      else if (!isLost) carry(message, copies);
      const due = late.filter((waiting) => waiting.overtakenBy === 0);
      late = late.filter((waiting) => waiting.overtakenBy > 0);
      for (const waiting of due) carry(waiting.message, waiting.copies);
    },
    letGo() {
      for (const waiting of late) carry(waiting.message, waiting.copies);
      late = [];
    },
  };
  return bad;
}
