import { MAX_STAFF } from '../../../shared/contract/office.ts';
import { producersOf } from '../../shop/producers.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Time for which names of the house count, in ms: somebody new has nobody who looks like them a minute later. */
const FRESH_MS = 60_000;

/**
 * What everybody of the house is called (N2), in both languages: the shop, its producers, and all who work here now, the
 * assistants of every stream among them. Read once a minute, and only where a viewer chooses a name.
 */
export class HouseNames {
  readonly #deps: Pick<ApplicationDeps, 'engines' | 'directory' | 'clock'>;
  #known: { atMs: number; names: Promise<readonly string[]> } | null = null;

  constructor(deps: Pick<ApplicationDeps, 'engines' | 'directory' | 'clock'>) {
    this.#deps = deps;
  }

  /** The same list as long as it counts. @throws where the staff cannot be read */
  all(): Promise<readonly string[]> {
    const nowMs = this.#deps.clock.steadyMs();
    if (this.#known && nowMs - this.#known.atMs < FRESH_MS) return this.#known.names;
    const names = this.#read();
    this.#known = { atMs: nowMs, names };
    // What could not be read now is asked for again.
    names.catch(() => {
      this.#known = null;
    });
    return names;
  }

  async #read(): Promise<readonly string[]> {
    const { engines, directory, clock } = this.#deps;
    const shop = engines.shop.glance((state) => ({
      about: state.about?.about,
      producers: [...producersOf(state).values()],
    }));
    const members = await directory.staffMembers(clock.nowMs(), MAX_STAFF);
    const names = [
      ...[shop.about?.name, shop.about?.nameEn],
      ...shop.producers.flatMap(({ producer, producerEn }) => [producer, producerEn]),
      ...members.filter(({ offAtMs }) => offAtMs === null).flatMap(({ name, nameEn }) => [name, nameEn]),
    ];
    return [...new Set(names)].filter((name): name is string => !!name);
  }
}
