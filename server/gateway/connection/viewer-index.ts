import type { LiveSession } from './live-session.ts';

/** Viewers' sessions by device, and by buyer and stream. */
export class ViewerIndex {
  readonly #all: ReadonlyMap<string, LiveSession>;
  readonly #byGuest = new Map<string, Set<LiveSession>>();
  readonly #byBuyer = new Map<string, Set<LiveSession>>();

  /** @param all sessions by socket id */
  constructor(all: ReadonlyMap<string, LiveSession>) {
    this.#all = all;
  }

  ofGuest(guestId: string): readonly LiveSession[] {
    return [...(this.#byGuest.get(guestId) ?? [])];
  }

  /** Any session of this buyer that shows this stream. */
  ofBuyer(streamId: string, buyerId: string): LiveSession | undefined {
    return this.#byBuyer.get(`${streamId} ${buyerId}`)?.values().next().value;
  }

  /** Every buyer with a session that shows this stream. */
  buyersOf(streamId: string): string[] {
    const buyers = new Set<string>();
    for (const session of this.#all.values()) {
      if (session.streamId === streamId) buyers.add(session.actor.buyerId);
    }
    return [...buyers];
  }

  add(session: LiveSession): void {
    put(this.#byGuest, session.guestId, session);
  }

  /** Removes a session; call it while the session still shows its stream. */
  remove(session: LiveSession): void {
    take(this.#byGuest, session.guestId, session);
    this.leavesStream(session);
  }

  /** Adds a session to the stream that it shows. */
  showsStream(session: LiveSession): void {
    put(this.#byBuyer, `${session.streamId} ${session.actor.buyerId}`, session);
  }

  /** Removes a session from its stream, before it leaves that or changes its buyer. */
  leavesStream(session: LiveSession): void {
    take(this.#byBuyer, `${session.streamId} ${session.actor.buyerId}`, session);
  }
}

function put<T>(index: Map<string, Set<T>>, key: string, value: T): void {
  const values = index.get(key);
  if (values) values.add(value);
  else index.set(key, new Set([value]));
}

function take<T>(index: Map<string, Set<T>>, key: string, value: T): void {
  const values = index.get(key);
  values?.delete(value);
  if (values?.size === 0) index.delete(key);
}
