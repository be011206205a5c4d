import type { CashAlarm, CashBar } from '../../../shared/market/newcomers/contract.ts';

/** What newcomers keep of the stock without having paid. */
export interface NewcomersState {
  /**
   * What the newcomers of each network keep of an item, and of a flash (H8), by the names that limits per buyer have; empty
   * once the stream is closed.
   */
  networks: Map<string, NetworkShares>;
  /** Their cash orders as the shop watches over them (H8). */
  newcomersCash: NewcomersCash;
}

/** What is known of the networks that ask for an item, or for a flash. */
export interface NetworkShares {
  /** Of an item: every network is bounded until then, epoch ms, since it was put on sale, resumed or restocked; 0: it was not. */
  firstUntilMs: number;
  /** The two different networks that asked last, the later one in front: for each network, when another one asked last. */
  asked: { tag: string; atMs: number }[];
  /** Units that the newcomers of a network keep: held, unpaid, or ordered for cash and not delivered; only above 0. */
  kept: Map<string, number>;
  /** Of an item: up to when ends of the bound were said, epoch ms; absent: none was. */
  endedMs?: number;
  /** The host ended the bound by hand; absent: not. */
  isLifted?: true;
}

/** Units that newcomers of one network keep. */
export interface TaggedUnits {
  tag: string;
  units: number;
}

/** H8: newcomers' cash as the shop watches over it: what alarms, and what it has barred. */
export interface NewcomersCash {
  /** When the last of a network's orders were placed, the latest last: so many as alarm. */
  networks: Map<string, number[]>;
  /** Units of an item that newcomers ordered for cash, minute by minute, as far back as alarms look. */
  items: Map<number, { minute: number; units: number }[]>;
  alarms: CashAlarm[];
  bars: CashBar[];
}
