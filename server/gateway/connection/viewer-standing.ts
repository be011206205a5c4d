import type { LiveSession } from './live-session.ts';
import type { LiveDeps } from './session-deps.ts';

interface Deps extends Pick<LiveDeps, 'addresses' | 'known' | 'clock' | 'application'> {
  onFault: (fault: unknown) => void;
}

/** The network of viewers and whether they are known there: the input of limits by address. */
export class ViewerStanding {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** The key of the address whose limits it shares. */
  addressOf({ socket }: LiveSession): string {
    return this.#deps.addresses.of(socket.request).key;
  }

  isOnThisMachine({ socket }: LiveSession): boolean {
    return this.#deps.addresses.of(socket.request).isThisMachine;
  }

  /** Whether its network knows the buyer: by two minutes of watching, or by a purchase. */
  isKnown(session: LiveSession): boolean {
    const { known, clock } = this.#deps;
    return known.isKnown(this.addressOf(session), session.actor.buyerId, clock.nowMs());
  }

  /** Whether it must not be displaced: it is known or staff, or its buyer has a hold or an order. */
  isKept(session: LiveSession): boolean {
    return session.hasStake || session.isStaff || this.isKnown(session);
  }

  /** Counts its buyer as present on their network. @returns how to end that */
  comes(session: LiveSession): () => void {
    return this.#deps.known.came(this.addressOf(session), session.actor.buyerId);
  }

  /** Notes a purchase of its buyer for the network. Call it after the private view, which has looked that up. */
  noteBought(session: LiveSession): void {
    const { application, known, onFault } = this.#deps;
    const address = this.addressOf(session);
    const { actor } = session;
    application
      .hasBought(actor)
      .then((hasBought) => hasBought && known.bought(address, actor.buyerId), onFault);
  }
}
