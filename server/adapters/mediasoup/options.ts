/** How live video is set up on this server. */
export interface MediasoupOptions {
  /** The address that media comes to: a machine's own, never 0.0.0.0, or answers leave with another source. */
  listenIp: string;
  /** The address that clients are told, where it is another one (behind NAT); else null. */
  announcedAddress: string | null;
  /** The port of the first worker, UDP and TCP; each further one takes the next. 0 takes free ones. */
  port: number;
  maxWorkers: number;
  /** Sources sent on by one worker before viewers go to the next. */
  consumersPerWorker?: number;
  /** A worker died, a line failed: for the log. */
  onNote(note: string, details: Record<string, unknown>): void;
}

/**
 * One core carries about 1,000 sources of half a stream each on loopback (docs/performance.md); real network cards and
 * loss cost more, so that half of it is called full.
 */
export const CONSUMERS_PER_WORKER = 500;
