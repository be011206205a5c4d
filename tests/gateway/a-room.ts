import type { StreamPosition } from '../../server/application/application.ts';
import { liveViewKind } from '../../server/gateway/rooms/live-view-kind.ts';
import { Room } from '../../server/gateway/rooms/room.ts';
import type { Told } from '../../server/gateway/rooms/room-kind.ts';
import type { Publication } from '../../server/ports/publication.ts';
import { applyChanges, emptyView } from '../../shared/live-view/changes.ts';
import type { Change } from '../../shared/live-view/entries.ts';
import { emptyParts } from '../builders/empty-parts.ts';
import { STREAM } from './fake-market.ts';

/** A clock that the test moves; callbacks run in order of their time. */
export function handClock() {
  let nowMs = 1_000_000;
  let next = 0;
  const waiting = new Map<number, { atMs: number; callback: () => void }>();
  return {
    nowMs: () => nowMs,
    steadyMs: () => nowMs,
    at(atMs: number, callback: () => void) {
      const id = next++;
      waiting.set(id, { atMs, callback });
      return () => waiting.delete(id);
    },
    soon: setImmediate,
    pass(ms: number) {
      const endMs = nowMs + ms;
      for (let steps = 0; steps < 10_000; steps += 1) {
        const due = [...waiting]
          .filter(([, job]) => job.atMs <= endMs)
          .sort((a, b) => a[1].atMs - b[1].atMs)[0];
        if (!due) break;
        waiting.delete(due[0]);
        nowMs = Math.max(nowMs, due[1].atMs);
        due[1].callback();
      }
      nowMs = endMs;
    },
  };
}

/** A live room over a truth that the test commits to, with all that it tells. */
export function aRoom() {
  const clock = handClock();
  const told: Told<Change>[] = [];
  const writes: string[] = [];
  let truth: StreamPosition = { streamId: STREAM, history: 'aaaa1111', seq: 0, view: emptyView };
  let connections = 1;
  let backlog = 0;
  let tookMs = 0;
  let isCrowded = false;
  let isCurrent = true;
  let isReadable = true;
  let reads = 0;
  let asked = 0;
  const faults: unknown[] = [];
  const room = new Room(liveViewKind, {
    position: async () => {
      reads += 1;
      if (!isReadable) throw new Error('The store did not answer.');
      return truth;
    },
    readOn: async (said) => {
      asked += 1;
      return said.history === truth.history && said.seq <= truth.seq;
    },
    channel: {
      tell(...events) {
        writes.push(events.map(([event]) => event).join(''));
        told.push(...events);
      },
      connections: () => connections,
      backlog: () => backlog,
      isCrowded: () => isCrowded,
      tookMs: () => tookMs,
      viewers: () => 7,
    },
    isCurrent: () => isCurrent,
    clock,
    logNowMs: clock.nowMs,
    onIdle: () => {},
    onFault: (fault) => faults.push(fault),
  });
  return {
    room,
    clock,
    told,
    /** The events of each write, as one word. */
    writes,
    faults,
    /** How often the position was read, and how often it was asked how far the log goes. */
    looks: () => ({ reads, asked }),
    truth: () => truth,
    setTruth(position: StreamPosition) {
      truth = position;
    },
    setCurrent(is: boolean) {
      isCurrent = is;
    },
    setReadable(is: boolean) {
      isReadable = is;
    },
    setBacklog(broadcasts: number) {
      backlog = broadcasts;
    },
    setTookMs(ms: number) {
      tookMs = ms;
    },
    setCrowded(is: boolean) {
      isCrowded = is;
    },
    setConnections(count: number) {
      connections = count;
    },
    frames: () => told.filter(([event]) => event === 'd'),
    commit(changes: Change[], urgent = false): Publication {
      const { seq, history, view } = truth;
      truth = { ...truth, seq: seq + 1, view: applyChanges(view, changes) };
      return {
        streamId: STREAM,
        history,
        from: seq,
        to: seq + 1,
        atMs: 0,
        changes,
        whole: false,
        urgent,
        buyers: [],
        console: emptyParts(),
        staff: [],
      };
    },
  };
}
