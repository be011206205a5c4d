import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Answer, leavesDoubt, type NoAnswer, noAnswer } from '../../../shared/contract/answer.ts';
import type { CashAlarm } from '../../../shared/market/newcomers/contract.ts';
import type { ConsoleReply, ConsoleRequest, MediaEvents } from '../../../shared/protocol.ts';
import type { ServerClock } from '../../connection/clock.ts';
import {
  type ConsoleAsk,
  type ConsoleConnection,
  type ConsoleListener,
  createConnectConsole,
} from '../../connection/console-connection.ts';
import type { Outside } from '../world.ts';
import { type ConsoleChange, consoleChanges } from './changes.ts';
import { withChange } from './chat-change.ts';
import { byWanted, emptyFloor, type Floor, floorOf, nextItem, takeConsoleFrame } from './floor.ts';
import {
  type HostCommand,
  type HostCommandReply,
  itemOf,
  type PreparedCommand,
  prepare,
  type Target,
  targetOf,
} from './host-commands.ts';
import {
  type HostCommandOutcome,
  type HostState,
  nameOfAlarm,
  type PendingCommand,
  sameRights,
  type ToldChange,
} from './host-state.ts';
import { stillOffered, stillStands, stillWarned } from './still-true.ts';

/** One stream's floor on one screen, and the hand on it. */
export interface HostStore {
  slug: string;
  store: StoreApi<HostState>;
  open(): void;
  close(): void;
  /** Asks for one act. It is pending at once; what it did, the ledger's frames show. */
  act(act: HostCommand): Promise<HostCommandOutcome>;
  /** Asks again for an act without an answer, under its own key; does a refused one anew on the present state. */
  again(key: string): Promise<HostCommandOutcome>;
  /** Pins the item that comes next; does nothing while a pin is on its way and for a moment after it. */
  pinNext(): void;
  /** Sorts the lineup on this screen by what viewers ask for now (L9), once; false: back to its own order. */
  sortByWanted(isOn: boolean): void;
  /** Takes back the last act, if it still can be (L5). */
  undo(): void;
  choose(itemNumber: number | null): void;
  /** The server's epoch ms, for what an act names a moment by. */
  nowMs(): number;
  /** Asks what no act is: live video, and the key of a program that broadcasts. */
  ask<C extends ConsoleAsk>(command: C, request: ConsoleRequest<C>): Promise<Answer<ConsoleReply<C>>>;
  /** Reads the whole desk anew, after what no frame tells of. */
  readAgain(): void;
  /** Called after every hello that was answered. */
  onWelcome(listener: () => void): () => void;
  /** Who broadcasts hears what is told of this connection's own lines. */
  onMedia(listener: Omit<MediaEvents, 'media'> | null): void;
  dismissWork(key: string): void;
  dismissElsewhere(change: ConsoleChange): void;
  dismissWarning(): void;
  dismissCashAlarm(alarm: CashAlarm): void;
  dismissRights(): void;
}

type OwnClash = Extract<HostCommandOutcome, { code: 'STALE_VERSION' }>;

export interface HostOutside {
  connectConsole: Outside['connectConsole'];
  me: { ensure(): Promise<void>; refresh(): Promise<void> };
  clock: ServerClock;
  newKey(): string;
}

/** So many acts that came to nothing are shown; the oldest goes first. */
const MOST_WORKS = 5;
/** Those that may stand are kept for longer: forgetting one would make a second of it. */
const MOST_UNANSWERED = 50;
const MOST_ELSEWHERE = 3;
/** After a pin the next one rests so long: two taps of one hand are one. */
const PIN_REST_MS = 600;
const MOST_OWN_VERSIONS = 500;
/** An act without an answer is asked for by itself when the line is back, unless the moment has passed. */
const RESEND_WITHIN_MS = 30_000;

export function createHostStore(slug: string, outside: HostOutside): HostStore {
  const { connectConsole, me, clock, newKey } = outside;
  const store = createStore<HostState>(() => ({
    link: 'connecting',
    asOfMs: null,
    viewers: 0,
    trouble: null,
    turnedAway: null,
    desk: null,
    hasNewRights: false,
    media: null,
    chat: null,
    floor: emptyFloor,
    works: [],
    reordered: null,
    undo: null,
    elsewhere: [],
    warning: null,
    dismissedAlarms: [],
    wanted: null,
    chosen: null,
  }));
  const lines = new Map<Target, Promise<unknown>>();
  const prepared = new Map<string, { send: PreparedCommand; madeAtMs: number }>();
  /** Versions that this console's own acts left: a frame with another one was changed elsewhere. */
  const ownVersions = new Set<number>();
  const lastOwn = new Map<Target | string, number>();
  const welcomed = new Set<() => void>();
  let mediaLines: Omit<MediaEvents, 'media'> | null = null;
  let connection: ConsoleConnection | null = null;
  let isOpen = false;
  let pinnedAtMs = Number.NEGATIVE_INFINITY;

  const listener: ConsoleListener = {
    onWelcome({ frame, nowMs, viewers, ...desk }) {
      const floor = floorOf(frame);
      const { desk: was } = store.getState();
      store.setState({ desk, viewers, asOfMs: nowMs, turnedAway: null, ...onFloor(floor), reordered: null });
      if (was && !sameRights(was, desk)) toldOfRights();
      for (const { key, state } of store.getState().works) {
        const isFresh = clock.steady() - (prepared.get(key)?.madeAtMs ?? 0) < RESEND_WITHIN_MS;
        if (state === 'unanswered' && isFresh) void again(key);
      }
      for (const each of [...welcomed]) each();
    },
    onTurnedAway(turnedAway) {
      // Whoever stood here and may not any more is known to this page as what they were.
      if (store.getState().desk && turnedAway.code === 'NOT_FOUND') void me.refresh();
      store.setState({ turnedAway });
    },
    onRights({ frame, ...rights }) {
      const { desk } = store.getState();
      // Told before the hello is answered: that answer may be older.
      if (!desk) return connection?.resync();
      const mayCare = rights.isHost || rights.grants.includes('chat');
      store.setState({
        desk: { ...desk, ...rights },
        ...onFloor(floorOf(frame)),
        ...(!mayCare && { chat: null }),
      });
      toldOfRights();
    },
    onFrame(frame) {
      const { floor: was, chosen, desk } = store.getState();
      const floor = takeConsoleFrame(was, frame);
      if (!floor) {
        connection?.resync();
        return;
      }
      const atMs = clock.now();
      const foreign = consoleChanges(was, floor)
        .filter(({ version }) => !ownVersions.has(version))
        .map((change) => ({ ...change, atMs }));
      store.setState({
        ...onFloor(floor, foreign),
        // A pin that stands leads again: what was chosen on the way to it is done, but not before the floor shows it.
        chosen: hasPin(floor, chosen) && !hasPin(was, chosen) ? null : chosen,
      });
      // When the stream began and ended stands in the hello alone, and what it sells in.
      const { currency = desk?.currency } = frame;
      if (floor.status !== was.status || currency !== desk?.currency) connection?.resync();
    },
    onHeartbeat({ history, nowMs, viewers, trouble }) {
      store.setState({ asOfMs: nowMs, viewers, trouble });
      const known = store.getState().floor.history;
      if (known !== null && known !== history) connection?.resync();
    },
    onLink: (link) => store.setState({ link }),
    onChat: (chat) => store.setState({ chat }),
    onChatChange(change) {
      const { chat } = store.getState();
      if (chat) store.setState({ chat: withChange(chat, change) });
    },
    media: {
      media: (media) => store.setState({ media }),
      layer: (consumerId, layer) => mediaLines?.layer(consumerId, layer),
      rejoin: () => mediaLines?.rejoin(),
    },
  };

  /** What was done under other rights is taken back by nobody from here, and the page learns who this is now. */
  function toldOfRights() {
    store.setState({ hasNewRights: true, undo: null });
    void me.refresh();
  }

  /** A floor, and what of the alerts is still so on it. @param foreign what others changed with it */
  function onFloor(floor: Floor, foreign: readonly ToldChange[] = []) {
    const { elsewhere: known, warning, undo, reordered } = store.getState();
    const stand = known.filter((change) => stillStands(change, floor));
    const isSame = foreign.length === 0 && stand.length === known.length;
    const elsewhere = isSame ? known : [...stand, ...foreign].slice(-MOST_ELSEWHERE);
    return {
      floor,
      elsewhere,
      warning: stillWarned(warning, floor),
      undo: stillOffered(undo, floor),
      reordered: reordered && floor.seq < reordered.seq ? reordered : null,
    };
  }

  /** The last console fact on what an act changes, as the floor shows it. */
  function shownVersion(act: HostCommand): number {
    const { floor } = store.getState();
    const target = targetOf(act);
    if (target === 'stream') return 0;
    if (target === 'lineup') return floor.lineupVersion;
    const item = floor.items[target];
    return (act.kind === 'flash-sale:edit' ? item?.flash?.version : item?.version) ?? 0;
  }

  /**
   * The version to send: what the host saw at the tap, moved on by this console's own acts alone. What somebody else
   * did since the tap is left for the server to refuse (L4).
   */
  function versionFor(act: HostCommand, seenAtTap: number): number {
    const own = lastOwn.get(ownedBy(act)) ?? 0;
    if (own <= seenAtTap) return seenAtTap;
    if (store.getState().floor.seq < own) return own;
    const shown = shownVersion(act);
    return ownVersions.has(shown) ? shown : seenAtTap;
  }

  function setWork(key: string, change: Partial<PendingCommand> | null) {
    store.setState(({ works }) => ({
      works: works.flatMap((work) => (work.key !== key ? work : change ? { ...work, ...change } : [])),
    }));
    if (!change) prepared.delete(key);
  }

  function addWork(work: PendingCommand) {
    const isSuperseded = (other: PendingCommand) =>
      other.state !== 'sending' &&
      other.act.kind === work.act.kind &&
      targetOf(other.act) === targetOf(work.act) &&
      subjectOf(other.act) === subjectOf(work.act) &&
      // Each of these makes something of its own: the next says nothing of one that may stand.
      !(
        other.state === 'unanswered' &&
        (work.act.kind === 'lineup:add' || work.act.kind === 'voucher:create')
      );
    const { works } = store.getState();
    const kept = works.filter((other) => !isSuperseded(other));
    const newest = (state: PendingCommand['state'], most: number) =>
      kept.filter((other) => other.state === state).slice(-most);
    const quiet = [...newest('refused', MOST_WORKS), ...newest('unanswered', MOST_UNANSWERED)];
    const next = [...kept.filter((other) => other.state === 'sending' || quiet.includes(other)), work];
    for (const { key } of works) if (!next.some((other) => other.key === key)) prepared.delete(key);
    store.setState({ works: next });
  }

  /** Runs after whatever is on its way on the same target. */
  function inLine<T>(target: Target, run: () => Promise<T>): Promise<T> {
    const turn = (lines.get(target) ?? Promise.resolve()).then(run);
    lines.set(target, turn);
    void turn.finally(() => lines.get(target) === turn && lines.delete(target));
    return turn;
  }

  /** Two quick keys of one hand are no clash with anybody (L4). */
  function isOwnClash(act: HostCommand, answer: HostCommandOutcome): answer is OwnClash {
    const isPin = act.kind === 'lineup:pin' || act.kind === 'lineup:unpin';
    return isPin && !answer.ok && answer.code === 'STALE_VERSION' && ownVersions.has(answer.version);
  }

  /** @param isAnew it was overtaken by this console's own act once, and is sent on what that left */
  async function settle(
    key: string,
    act: HostCommand,
    send: PreparedCommand,
    isAnew = false,
  ): Promise<HostCommandOutcome> {
    const answer = connection ? await send(connection) : noAnswer;
    if (answer.ok) {
      // Before its work goes: in between, the order that was would show.
      accepted(act, answer);
      setWork(key, null);
    } else if (isOwnClash(act, answer) && !isAnew) {
      // A pin of another item, from this very console, came in between: the pin that was asked for last is meant.
      const anew = newKey();
      setWork(key, { key: anew });
      prepared.delete(key);
      const resend = prepare(act, anew, answer.version);
      prepared.set(anew, { send: resend, madeAtMs: clock.steady() });
      return settle(anew, act, resend, true);
    } else {
      const state = leavesDoubt(answer.code) ? 'unanswered' : 'refused';
      setWork(key, { state, reason: answer });
    }
    return answer;
  }

  function accepted(act: HostCommand, reply: HostCommandReply) {
    const { version = reply.seq } = reply;
    lastOwn.set(targetOf(act), version);
    lastOwn.set(ownedBy(act), version);
    if (act.kind === 'lineup:remove') lastOwn.set('lineup', version);
    ownVersions.add(version);
    if (ownVersions.size > MOST_OWN_VERSIONS) ownVersions.delete(ownVersions.values().next().value!);
    if (act.kind === 'lineup:reorder' && store.getState().floor.seq < reply.seq) {
      store.setState({ reordered: { order: act.order, seq: reply.seq } });
    }
    store.setState(({ elsewhere, undo, warning, floor }) => ({
      elsewhere:
        act.kind === 'stream:go-live' ? [] : elsewhere.filter((change) => change.version !== version),
      undo: stillOffered(
        offerOf(act, version, reply.undoUntilMs ?? null) ?? (act.kind === 'lineup:undo' ? null : undo),
        floor,
      ),
      warning:
        act.kind === 'flash-sale:start' && reply.warning
          ? stillWarned({ itemNumber: act.itemNumber, ...reply.warning, seq: version, flashId: null }, floor)
          : warning,
    }));
  }

  function offerOf(act: HostCommand, seq: number, untilMs: number | null): HostState['undo'] {
    return untilMs === null ? null : { act, seq, fromMs: clock.now(), untilMs };
  }

  function act(what: HostCommand): Promise<HostCommandOutcome> {
    const key = newKey();
    const target = targetOf(what);
    const seen = shownVersion(what);
    if (what.kind === 'lineup:pin') pinnedAtMs = clock.steady();
    addWork({ key, act: what, state: 'sending', reason: null });
    return inLine(target, () => {
      const send = prepare(what, key, versionFor(what, seen));
      prepared.set(key, { send, madeAtMs: clock.steady() });
      return settle(key, what, send);
    });
  }

  function again(key: string): Promise<HostCommandOutcome> {
    const work = store.getState().works.find((each) => each.key === key);
    const made = prepared.get(key);
    if (!work || work.state === 'sending' || !made) return Promise.resolve<NoAnswer>(noAnswer);
    if (work.state === 'refused') {
      setWork(key, null);
      return act(work.act);
    }
    setWork(key, { state: 'sending', reason: null });
    return inLine(targetOf(work.act), () => settle(key, work.act, made.send));
  }

  return {
    slug,
    store,
    open() {
      isOpen = true;
      void me.ensure().then(() => {
        if (isOpen) connection ??= connectConsole(createConnectConsole)(slug, listener);
      });
    },
    close() {
      isOpen = false;
      connection?.close();
      connection = null;
    },
    act,
    again,
    pinNext() {
      const { floor, works, wanted } = store.getState();
      const next = nextItem(floor, wanted);
      const isOnItsWay = works.some((work) => work.state === 'sending' && work.act.kind === 'lineup:pin');
      if (!next || isOnItsWay || clock.steady() - pinnedAtMs < PIN_REST_MS) return;
      store.setState({ chosen: next.itemNumber });
      void act({ kind: 'lineup:pin', itemNumber: next.itemNumber });
    },
    sortByWanted(isOn) {
      store.setState(({ floor }) => ({ wanted: isOn ? byWanted(floor) : null }));
    },
    undo() {
      const offer = store.getState().undo;
      if (!offer) return;
      store.setState({ undo: null });
      if (clock.now() < offer.untilMs)
        void act({ kind: 'lineup:undo', context: { target: targetOf(offer.act) }, seq: offer.seq });
    },
    nowMs: () => clock.now(),
    readAgain: () => connection?.resync(),
    choose(itemNumber) {
      store.setState({ chosen: itemNumber });
    },
    ask: (command, request) => connection?.send(command, request) ?? Promise.resolve(noAnswer),
    onWelcome(each) {
      welcomed.add(each);
      return () => welcomed.delete(each);
    },
    onMedia(each) {
      mediaLines = each;
    },
    dismissWork: (key) => setWork(key, null),
    dismissElsewhere: (change) =>
      store.setState(({ elsewhere }) => ({ elsewhere: elsewhere.filter((each) => each !== change) })),
    dismissWarning: () => store.setState({ warning: null }),
    dismissCashAlarm: (alarm) =>
      // Those that are over need no name any more: as many are kept as the floor has alarms.
      store.setState(({ dismissedAlarms, floor }) => ({
        dismissedAlarms: (floor.cashAlarms ?? [])
          .map(nameOfAlarm)
          .filter((name) => name === nameOfAlarm(alarm) || dismissedAlarms.includes(name)),
      })),
    dismissRights: () => store.setState({ hasNewRights: false }),
  };
}

function hasPin({ pins }: Floor, itemNumber: number | null): boolean {
  return pins.some((pin) => pin.itemNumber === itemNumber);
}

/** Of acts on one target, what tells them apart. */
function subjectOf(act: HostCommand): string | null {
  if ('voucherId' in act) return act.voucherId;
  return act.kind === 'lineup:add' ? act.productId : null;
}

/** A change of a flash is versioned by its flash, all else by its item, the bag or the stream. */
function ownedBy(act: HostCommand): Target | string {
  return act.kind === 'flash-sale:edit' ? act.flashId : targetOf(act);
}

/** True while an act of one of these kinds on this item (null: on the stream or the bag) has no answer yet. */
export function isOnItsWay(
  works: readonly PendingCommand[],
  kinds: readonly HostCommand['kind'][],
  itemNumber: number | null,
) {
  return works.some(
    ({ state, act }) => state === 'sending' && kinds.includes(act.kind) && itemOf(act) === itemNumber,
  );
}
