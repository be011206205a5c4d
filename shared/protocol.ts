/** The wire on one page: every command and every announcement by its name. */

import { capabilities } from './contract/capabilities.ts';
import { composed } from './contract/capability.ts';
import type { DecidedBy, Decider, ReplyOf, RequestOf } from './contract/command.ts';
import { type ConsoleFrame, type ConsoleRights, consoleHello } from './contract/console-frame.ts';
import type { ConsoleMediaView, MediaView } from './contract/media.ts';
import { hello, type PrivateView, time } from './contract/private-view.ts';
import type { Change } from './live-view/entries.ts';
import type { ChatChange, ChatModeration, ChatModerationChange, ChatWhole } from './market/chat/contract.ts';
import type { RecentBuyers } from './market/order/contract.ts';

export { PROTOCOL_VERSION } from './protocol-version.ts';

/** Namespace `/live`: what viewers may ask. Every command is acknowledged (see Ack). */
export const liveCommands = { hello, time, ...composed(capabilities, 'live') };

/** Namespace `/console`: what staff may ask; the stream is the one of their hello. */
export const consoleCommands = { hello: consoleHello, time, ...composed(capabilities, 'console') };

export type LiveCommand = keyof typeof liveCommands;
export type ConsoleCommand = keyof typeof consoleCommands;
/** The commands of one side that somebody decides, or nobody. */
export type LiveCommandOf<By extends Decider> = DecidedBy<typeof liveCommands, By>;
export type ConsoleCommandOf<By extends Decider> = DecidedBy<typeof consoleCommands, By>;
/** What a page tells, and waits for no answer to. */
export type LiveTold = Exclude<LiveCommandOf<'gateway'>, 'hello' | 'time'>;
/** Commands about live video, which no log decides. */
export type MediaCommand = LiveCommandOf<'media'> | ConsoleCommandOf<'media'>;
export const isMediaCommand = (command: ConsoleCommand): command is MediaCommand =>
  consoleCommands[command].decidedBy === 'media';

export type LiveRequest<C extends LiveCommand> = RequestOf<(typeof liveCommands)[C]>;
export type LiveReply<C extends LiveCommand> = ReplyOf<(typeof liveCommands)[C]>;
export type ConsoleRequest<C extends ConsoleCommand> = RequestOf<(typeof consoleCommands)[C]>;
export type ConsoleReply<C extends ConsoleCommand> = ReplyOf<(typeof consoleCommands)[C]>;

/**
 * What the host of a stream is told of at once. `storage_full`: the disk has no room for another order; nothing is lost, and
 * it goes on by itself when there is (C25). `codes_guessed`: so many wrong codes of vouchers were typed that buyers who have
 * nothing reserved or paid here have to wait with theirs (V1).
 */
export type Trouble = 'storage_full' | 'codes_guessed';

/** What the server tells, by event. Live frames are short because every viewer gets every one of them. */
export interface LiveEvents {
  /** Snapshot: forget the view and start here. */
  s: (history: string, to: number, changes: Change[]) => void;
  /** Frame: the changes of the view in (from, to]. */
  d: (history: string, from: number, to: number, changes: Change[]) => void;
  /** Heartbeat, each second; 3 s without one and the view is stale. */
  h: (history: string, to: number, nowMs: number, viewers: number) => void;
  /** Digest of the view at a seq, every 30 s; who disagrees says hello with `mismatch`. */
  g: (history: string, seq: number, digest: string) => void;
  /** Who has just bought what, every ten seconds (B9). */
  recent: (recent: readonly RecentBuyers[]) => void;
  /** The buyer's own part: whole values, the highest seq wins. */
  me: (view: PrivateView) => void;
  /** Why the server is about to close this connection. */
  bye: (
    reason: 'SLOW_CONSUMER' | 'SESSION_ENDED' | 'HELLO_TIMEOUT' | 'RATE_LIMITED' | 'BAD_REQUEST' | 'DRAIN',
  ) => void;
}

export interface ConsoleEvents {
  c: (frame: ConsoleFrame) => void;
  /** What this person may do here is another thing from now on; null: nothing any more, and nothing more is told. */
  rights: (rights: ConsoleRights | null) => void;
  /** Heartbeat, each second, and what the host is told of at once. */
  h: (history: string, to: number, nowMs: number, viewers: number, trouble: Trouble | null) => void;
  bye: LiveEvents['bye'];
}

/** What is told about live video, on the same sockets; a page that shows none need not listen. */
export interface MediaEvents<View extends MediaView = MediaView> {
  /** What is on the air, whole; told to who joins if there is anything, and at every change. */
  media: (view: View) => void;
  /** Of a source that this connection receives, the layer that flows now; null while none does. */
  layer: (consumerId: string, layer: number | null) => void;
  /** This connection's lines broke on the server's side: begin again with `media:capabilities`. */
  rejoin: () => void;
}
export type ConsoleMediaEvents = MediaEvents<ConsoleMediaView>;

/** What is told of the chat, on the same sockets; where nothing is, there is none. */
export interface ChatEvents<Whole = ChatWhole, Change = ChatChange> {
  /** The chat whole: forget what was known of it. */
  'chat:s': (history: string, to: number, chat: Whole) => void;
  /** What changed in it. */
  'chat:d': (history: string, to: number, change: Change) => void;
}
export type ConsoleChatEvents = ChatEvents<ChatModeration, ChatModerationChange>;
