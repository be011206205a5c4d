import type { SubmittedKey } from '../event-log/log-engine.ts';
import type { BuyerCommand, StaffCommand } from '../market/command-spec.ts';
import type { BuyerCache } from './account/buyer-cache.ts';
import type { BuyerActor, StaffActor } from './application.ts';
import type { ApplicationDeps } from './deps.ts';
import type { StreamEngine } from './engines.ts';
import type { KeyedRequest } from './key-of.ts';
import type { NetworkTags } from './network-tags.ts';

/** A command on its way to the log: it may come in, and nothing is looked up yet. */
interface Call<Actor, Command, Request> {
  deps: ApplicationDeps;
  engine: StreamEngine;
  streamId: string;
  actor: Actor;
  command: Command;
  request: Request & KeyedRequest;
  key: SubmittedKey;
  /** When the frame was read (T3), epoch ms. */
  readAtMs: number;
}

export interface BuyerCall<Request = object> extends Call<BuyerActor, BuyerCommand, Request> {
  buyers: BuyerCache;
  networks: NetworkTags;
  /** Since when the viewer has been watching, if a valid join ticket came with the command (F5). */
  joinedAtMs: number | null;
}

export type StaffCall<Request = object> = Call<StaffActor, StaffCommand, Request>;
