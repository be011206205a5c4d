import type { Socket } from 'socket.io';
import { monitorEventLoop } from '../limits/event-loop-monitor.ts';
import { lastSeconds } from '../limits/last-seconds.ts';
import type { SheddingPolicy } from '../limits/load-shedder.ts';
import type { OnTheirWay } from '../limits/on-their-way.ts';
import { sheddableCommand } from '../limits/sheddable.ts';
import { mostOf } from '../limits/table.ts';
import { TurnShares } from '../limits/turn-shares.ts';
import type { Outbound } from '../transport/transport.ts';
import type { LiveSession } from './live-session.ts';
import type { LiveDeps } from './session-deps.ts';
import type { ViewerStanding } from './viewer-standing.ts';

/** Places of a batch reserved from connections beyond their share: half of the smallest batch. */
const KEPT_PLACES = 128;

/** The load shedding of viewers' commands, by the stream that each session shows. */
export function liveShedding(
  { application, clock, config, known }: LiveDeps,
  parts: { outbound: Outbound; standing: ViewerStanding; onTheirWay: OnTheirWay },
): SheddingPolicy {
  const { outbound, standing, onTheirWay } = parts;
  const { limits } = config;
  const flashEnds = lastSeconds({
    most: mostOf('lastSeconds', limits),
    endOf: (streamId, steadyMs) => application.nextFlashEnd(streamId, steadyMs),
  });
  const draws = lastSeconds({
    most: mostOf('whileDrawn', limits),
    endOf: (streamId, steadyMs) => application.drawReadUntil(streamId, steadyMs),
  });
  const shares = new TurnShares(known, clock);
  const streamOf = (socket: Socket) => sessionOf(socket).streamId;

  return {
    turn: monitorEventLoop(clock),
    commandOf: (socket, event) => sheddableCommand(event, streamOf(socket) !== null),
    isLastChance(socket) {
      const streamId = streamOf(socket);
      const steadyMs = clock.steadyMs();
      return streamId !== null && (flashEnds.letsIn(streamId, steadyMs) || draws.letsIn(streamId, steadyMs));
    },
    isFull(socket, isBeyond = false) {
      const streamId = streamOf(socket);
      const kept = isBeyond ? KEPT_PLACES : 0;
      return streamId !== null && application.isFull(streamId, onTheirWay.of(streamId) + kept);
    },
    shareOf(socket) {
      const session = sessionOf(socket);
      return shares.of(socket, standing.addressOf(session), standing.isKnown(session));
    },
    hasPlace: (socket, turn) => shares.hasPlace(socket, turn),
    countRead: (socket, share, turn) =>
      shares.take(socket, standing.addressOf(sessionOf(socket)), share === 'within' ? turn : null),
    isCrowded(socket) {
      const streamId = streamOf(socket);
      return streamId !== null && application.isCrowded(streamId);
    },
    comeAgainMs(socket) {
      const streamId = streamOf(socket);
      return streamId === null ? null : application.comeAgainMs(streamId);
    },
    answer: (socket, answerTo, text) => outbound.answer(socket, answerTo, text),
    holdMs: mostOf('busyHold', limits),
    answerWithNext: (socket, answerTo, text) => outbound.answerWithNext(socket, answerTo, text),
  };
}

function sessionOf(socket: Socket): LiveSession {
  return socket.data as LiveSession;
}
