import type { types } from 'mediasoup';
import { MediaUnavailable } from '../../ports/media.ts';
import type { MediasoupOptions } from './options.ts';

/** After a worker could not be started nobody tries again for so long. */
const AGAIN_MS = 5_000;

/** One native worker with its port, and how much it carries. */
export interface WorkerSlot {
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
  consumers: number;
}

/**
 * The workers of this server. Each is a process of its own, started when it is first needed, and its death is that of
 * its lines alone; another one takes its place and its port at the next need.
 */
export class Workers {
  private readonly options: MediasoupOptions & { consumersPerWorker: number };
  private readonly onFailure: (reason: string | null) => void;
  private readonly places: (Promise<WorkerSlot> | null)[];
  private readonly running = new Set<WorkerSlot>();
  private notBeforeMs = 0;
  private lastReason = '';
  private isClosed = false;
  died = 0;

  /** @param onFailure told why no worker can be started, and with null once one could again */
  constructor(
    options: MediasoupOptions & { consumersPerWorker: number },
    onFailure: (reason: string | null) => void,
  ) {
    this.options = options;
    this.onFailure = onFailure;
    this.places = Array.from({ length: options.maxWorkers }, () => null);
  }

  get count(): number {
    return this.running.size;
  }

  get consumers(): number {
    return [...this.running].reduce((sum, { consumers }) => sum + consumers, 0);
  }

  isFull({ consumers }: WorkerSlot): boolean {
    return consumers >= this.options.consumersPerWorker;
  }

  /**
   * The worker that carries least, unless all are full: then a new one, while there may be more.
   * @throws MediaUnavailable if there is no room
   */
  async roomiest(): Promise<WorkerSlot> {
    const desks = (await Promise.all(this.places.filter((place) => place !== null))).filter(
      (desk) => this.running.has(desk) && !this.isFull(desk),
    );
    desks.sort((a, b) => a.consumers - b.consumers);
    if (desks[0]?.consumers === 0) return desks[0];
    const free = this.places.indexOf(null);
    // A stream of its own worker is a stream of its own core.
    if (free >= 0 && (desks.length === 0 || desks[0]!.consumers > 0)) return this.start(free);
    if (!desks[0]) throw new MediaUnavailable('all media workers are full');
    return desks[0];
  }

  private start(place: number): Promise<WorkerSlot> {
    const waitMs = this.notBeforeMs - performance.now();
    if (this.isClosed) return Promise.reject(new MediaUnavailable('this server is closing'));
    if (waitMs > 0) return Promise.reject(new MediaUnavailable(this.lastReason));
    const starting = this.open(place);
    this.places[place] = starting;
    starting.catch(() => {
      if (this.places[place] === starting) this.places[place] = null;
    });
    return starting;
  }

  private async open(place: number): Promise<WorkerSlot> {
    const { listenIp, announcedAddress, port, onNote } = this.options;
    let worker: types.Worker | null = null;
    try {
      const { createWorker } = await import('mediasoup');
      worker = await createWorker({ logLevel: 'warn' });
      const listen = {
        ip: listenIp,
        ...(announcedAddress !== null && { announcedAddress }),
        ...(port !== 0 && { port: port + place }),
      };
      const server = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ...listen },
          { protocol: 'tcp', ...listen },
        ],
      });
      if (this.isClosed) throw new MediaUnavailable('this server is closing');
      const desk: WorkerSlot = { worker, server, consumers: 0 };
      this.running.add(desk);
      worker.on('died', (error) => {
        this.died += 1;
        this.running.delete(desk);
        this.places[place] = null;
        onNote('a media worker died; its viewers are told to rejoin', { err: error });
      });
      this.onFailure(null);
      return desk;
    } catch (error) {
      worker?.close();
      const reason = error instanceof Error ? error.message : String(error);
      this.lastReason = `the media worker could not be started: ${reason}`;
      this.notBeforeMs = performance.now() + AGAIN_MS;
      this.onFailure(this.lastReason);
      throw new MediaUnavailable(this.lastReason);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled(this.places.filter((place) => place !== null));
    for (const { worker } of this.running) worker.close();
    this.running.clear();
  }
}
