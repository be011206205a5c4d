import type { Ack } from '../../../shared/contract/answer.ts';
import {
  type LiveCommand,
  type LiveCommandOf,
  type LiveReply,
  type LiveRequest,
  type LiveTold,
  liveCommands,
  type MediaCommand,
} from '../../../shared/protocol.ts';
import { EXPOSURE_EVERY_MS } from '../../../shared/values/exposure.ts';
import { refusalAck } from '../../application/ack.ts';
import { isLineChange } from '../../application/cart-changes.ts';
import { orReceipt } from '../../application/receipt.ts';
import type { BuyerCommand } from '../../market/command-spec.ts';
import { Cap } from '../limits/cap.ts';
import { CartWrites } from '../limits/cart-writes.ts';
import { ChatPace } from '../limits/chat-pace.ts';
import { countFirstPictures } from '../limits/first-pictures.ts';
import type { OnTheirWay } from '../limits/on-their-way.ts';
import type { DrawingInStream } from '../limits/shared-buckets.ts';
import { sheddableCommand } from '../limits/sheddable.ts';
import { mostOf } from '../limits/table.ts';
import { limitTypedCodes } from '../limits/voucher-code-limit.ts';
import type { ChatRooms } from '../rooms/chat-rooms.ts';
import { readTicket } from './join-ticket.ts';
import type { LiveEntrance } from './live-entrance.ts';
import type { LiveSession, Watching } from './live-session.ts';
import type { LiveDeps } from './session-deps.ts';
import { tellTime } from './tell-time.ts';
import type { ViewerStanding } from './viewer-standing.ts';

/** Commands that need a stream on the session's screen. */
type OnStream = Exclude<LiveCommand, 'hello' | 'time'>;
type Question = LiveCommandOf<'nobody'>;

/** Dispatch of viewer commands by the decider that the contract names. */
export class LiveCommands {
  readonly #deps: LiveDeps;
  readonly #entrance: LiveEntrance;
  readonly #standing: ViewerStanding;
  readonly #onTheirWay: OnTheirWay;
  readonly #firstPictures: ReturnType<typeof countFirstPictures>;
  readonly #typedCodes: ReturnType<typeof limitTypedCodes>;
  readonly #cartWrites: CartWrites;
  readonly #chats: ChatRooms;
  readonly #chatPace: ChatPace;
  readonly #videoPlaces: Cap;

  constructor(
    deps: LiveDeps,
    parts: {
      entrance: LiveEntrance;
      standing: ViewerStanding;
      onTheirWay: OnTheirWay;
      chats: ChatRooms;
    },
  ) {
    const { limits } = deps.config;
    this.#deps = deps;
    this.#entrance = parts.entrance;
    this.#standing = parts.standing;
    this.#onTheirWay = parts.onTheirWay;
    this.#chats = parts.chats;
    this.#chatPace = new ChatPace(deps);
    this.#firstPictures = countFirstPictures(limits, deps.clock, deps.counters.firstPictures);
    this.#typedCodes = limitTypedCodes(deps);
    this.#cartWrites = new CartWrites(deps);
    this.#videoPlaces = new Cap(mostOf('videoSeats', limits));
  }

  /** Runs a parsed command; BAD_REQUEST before the hello. */
  run(session: LiveSession, command: LiveCommand, request: never, readAtMs: number): Promise<Ack<object>> {
    if (command === 'time') return Promise.resolve(tellTime(this.#deps, session.streamId));
    if (command === 'hello') return this.#entrance.hello(session, request, readAtMs);
    const { watching } = session;
    if (!watching) return Promise.resolve(refusalAck({ code: 'BAD_REQUEST', field: 'hello' }));
    return this.#runOn(watching, session, command, request, readAtMs);
  }

  #runOn(
    watching: Watching,
    session: LiveSession,
    command: OnStream,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    switch (liveCommands[command].decidedBy) {
      case 'gateway':
        return this.#takeTold(watching, session, command as LiveTold, request);
      case 'chat':
        return this.#write(session, watching.streamId, command as LiveCommandOf<'chat'>, request, readAtMs);
      case 'gathered':
        return this.#gather(session, watching.streamId, request);
      case 'media':
        return watching.video.run(command as MediaCommand, request, () => this.#takeVideoPlace(session));
      case 'nobody':
        return this.#answer(session, watching.streamId, command as Question, request, readAtMs);
      case 'stream':
        return this.#decide(session, watching.streamId, command as BuyerCommand, request, readAtMs);
    }
  }

  /** Answers a question from the state of the stream. */
  #answer(
    session: LiveSession,
    streamId: string,
    command: Question,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const { application } = this.#deps;
    const { actor } = session;
    if (command === 'order:status') {
      const { key, letGo, history = null } = request as LiveRequest<'order:status'>;
      return application.orderStatus(actor, streamId, key, letGo === true, history);
    }
    if (command === 'chat:name') {
      return application.chats.mayBeCalled(streamId, (request as LiveRequest<'chat:name'>).name);
    }
    return this.#typedCodes.quote(this.#drawing(session, streamId), request, (asked) =>
      application.orderQuote(actor, streamId, asked, readAtMs),
    );
  }

  /** Decides a command by the stream's log. A tap counts as on its way until it is answered. */
  #decide(
    session: LiveSession,
    streamId: string,
    command: BuyerCommand,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const take = () => this.#take(session, streamId, command, request, readAtMs);
    return sheddableCommand(command, true)?.isTap ? this.#onTheirWay.during(streamId, take) : take();
  }

  /** Decides a command within the limits of its buyer and their address. */
  async #take(
    session: LiveSession,
    streamId: string,
    command: BuyerCommand,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const { application, secrets } = this.#deps;
    const { actor } = session;
    const joinedAtMs = this.#joinedAt(session, streamId, command, request);
    const decide = () =>
      application.live<BuyerCommand>(actor, streamId, command, request, readAtMs, joinedAtMs);
    const arrivedAtMs = application.timeOf(streamId, readAtMs);
    const tried = { actor, streamId, command, request, arrivedAtMs };
    const ack = await orReceipt<BuyerCommand>(secrets, tried, () => {
      const by = this.#drawing(session, streamId);
      if (command === 'order:place') return this.#typedCodes.order(by, request, decide);
      return isLineChange(command) ? this.#cartWrites.run(by, decide) : decide();
    });
    session.hasStake ||= ack.ok && (command === 'order:place' || isHeld(ack));
    // An earlier order may have been paid meanwhile.
    if (ack.ok && command === 'order:place') this.#standing.noteBought(session);
    return ack;
  }

  /** Takes a report of a page. Reports of staff do not count, by whatever link they came. */
  async #takeTold(
    watching: Watching,
    session: LiveSession,
    command: LiveTold,
    request: never,
  ): Promise<Ack<object>> {
    if (command === 'exposure:first-picture') {
      this.#firstPictures.take(session, this.#standing.addressOf(session), request);
      return { ok: true };
    }
    if (command === 'chat:heart') {
      const { taps } = request as LiveRequest<'chat:heart'>;
      this.#chats.heart(watching.streamId, taps);
      return { ok: true };
    }
    if (command === 'chat:low') {
      session.wantsLittleChat = (request as LiveRequest<'chat:low'>).isLow;
      void this.#chats.join(session, watching.streamId);
      return { ok: true };
    }
    if (session.isStaff) return { ok: true };
    if (command === 'exposure:report') return this.#takeReport(watching, session, request);
    const { channel } = request as LiveRequest<'exposure:came-by'>;
    watching.channel = channel;
    watching.visit.cameBy(channel);
    return { ok: true };
  }

  #takeReport(
    watching: Watching,
    { actor }: LiveSession,
    request: LiveRequest<'exposure:report'>,
  ): Ack<object> {
    const nowMs = this.#deps.clock.nowMs();
    const { streamId, channel, lastExposureMs } = watching;
    const { application, clock } = this.#deps;
    const logNowMs = application.timeOf(streamId, clock.steadyMs());
    const by = { streamId, viewerId: actor.buyerId, channel, lastMs: lastExposureMs, nowMs, logNowMs };
    if (!this.#deps.exposures.take(by, request)) {
      return refusalAck({ code: 'RATE_LIMITED', retryAfterMs: EXPOSURE_EVERY_MS });
    }
    watching.lastExposureMs = nowMs;
    return { ok: true };
  }

  /** Takes a place in live video for the viewer's address; a viewer on this machine needs none. */
  #takeVideoPlace(session: LiveSession): (() => void) | null {
    if (this.#standing.isOnThisMachine(session)) return () => {};
    return this.#videoPlaces.enter(this.#standing.addressOf(session));
  }

  /** Takes a line, a question or a report, within the pace of its chat (N2). */
  async #write(
    session: LiveSession,
    streamId: string,
    command: LiveCommandOf<'chat'>,
    request: never,
    readAtMs: number,
  ): Promise<Ack<object>> {
    const { actor, guestId } = session;
    const by = { streamId, buyerId: actor.buyerId, address: this.#standing.addressOf(session) };
    const writer = { actor, deviceId: guestId, takePlace: () => this.#chatPace.takePlace(by) };
    const { application, counters, clock } = this.#deps;
    let ack: Ack<object> | null = null;
    try {
      ack = await application.chats.live(writer, streamId, command, request, readAtMs);
      return ack;
    } finally {
      if (command !== 'chat:report') counters.chat.lineAnswered(ack, clock.nowMs());
    }
  }

  /** Takes what is decided together with what others ask for. */
  #gather(
    session: LiveSession,
    streamId: string,
    { itemNumber }: LiveRequest<'show-request:send'>,
  ): Promise<Ack<LiveReply<'show-request:send'>>> {
    return this.#deps.showRequests.take(this.#drawing(session, streamId), itemNumber);
  }

  #drawing(session: LiveSession, streamId: string): DrawingInStream {
    return { actor: session.actor, streamId, address: this.#standing.addressOf(session) };
  }

  #joinedAt(
    { actor }: LiveSession,
    streamId: string,
    command: BuyerCommand,
    request: unknown,
  ): number | null {
    const isTold = command === 'cart:add' || command === 'order:place';
    const ticket = isTold ? (request as LiveRequest<typeof command>).ticket : undefined;
    if (!ticket) return null;
    return readTicket(this.#deps.secrets, ticket, { streamId, viewerIds: actor.allIds });
  }
}

/** Whether an add was accepted with a hold. */
function isHeld(ack: object): boolean {
  return 'heldUntilMs' in ack && ack.heldUntilMs !== null;
}
