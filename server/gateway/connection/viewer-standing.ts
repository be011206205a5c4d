import type { LiveSession } from './live-session.ts';
import type { LiveDeps } from './session-deps.ts';

interface Deps extends Pick<LiveDeps, 'addresses' | 'known' | 'clock' | 'application'> {
  onFault: (fault: unknown) => void;
}

/** Where viewers come from, and whether they are known there: what limits by address go by. */
export class ViewerStanding {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The key of the address that it shares limits with. */
  addressOf({ socket }: LiveSession): string {
    return this.#deps.addresses.of(socket.request).key;
  }

  isOnThisMachine({ socket }: LiveSession): boolean {
    return this.#deps.addresses.of(socket.request).isThisMachine;
  }

  /** Its network has seen this buyer watch for long enough, or knows that they have bought. */
  isKnown(session: LiveSession): boolean {
    const { known, clock } = this.#deps;
    return known.isKnown(this.addressOf(session), session.actor.buyerId, clock.nowMs());
  }

  /** It may not go to make room for others: it is known, it is staff, or its buyer holds or has ordered something. */
  isKept(session: LiveSession): boolean {
    return session.hasStake || session.isStaff || this.isKnown(session);
  }

  /** Its buyer is here by its network from now on. @returns how to say that this is over */
  comes(session: LiveSession): () => void {
    return this.#deps.known.came(this.addressOf(session), session.actor.buyerId);
  }

  /** Tells its network whether its buyer has bought; asked after the private view, which has looked it up. */
  noteBought(session: LiveSession): void {
    const { application, known, onFault } = this.#deps;
    const address = this.addressOf(session);
    const { actor } = session;
    application
      .hasBought(actor)
      .then((hasBought) => hasBought && known.bought(address, actor.buyerId), onFault);
  }
}
