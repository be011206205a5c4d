/**
 * The downloads of mediasoup's worker that may be run, by the name of the file: sha256, in hex. mediasoup publishes no
 * hashes of them, and nobody of ours has seen the files yet, so none is pinned and none is downloaded. Written by
 * `npm run media:worker -- --pin`, where the internet can be reached.
 */
export const workerPins: WorkerPins = {
  version: '3.27.1',
  sha256: {},
};

export interface WorkerPins {
  /** Of mediasoup. For another version nothing is pinned. */
  version: string;
  sha256: Readonly<Record<string, string>>;
}
