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
  /** Where packets from other servers of the same market come to; without it like viewers' packets, on any free port. */
  pipe?: PipeOptions;
  /** A worker died, a line failed: for the log. */
  onNote(note: string, details: Record<string, unknown>): void;
}

/** Pipes between servers: each takes one port, UDP alone. */
export interface PipeOptions {
  listenIp: string;
  /** The address that the other servers send to, where it is another one; else null. */
  announcedIp: string | null;
  /** Which ports may be taken; null for any free one. */
  ports: { min: number; max: number } | null;
}

/**
 * 200 viewers of 1.6 Mbit/s, a picture and a sound each, take two thirds of a core (`npm run bench -- media`): 250 fill
 * a worker.
 */
export const CONSUMERS_PER_WORKER = 500;
