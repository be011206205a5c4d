import { extname, join } from 'node:path';
import { Child, type End } from './child.ts';

const START_MS = 30_000;

/** One server of the cluster: `fairday serve` in a process of its own. */
export interface ClusterNode {
  name: string;
  port: number;
  url: string;
  pid(): number | null;
  /** Settles when the process that was started last is gone. */
  ended(): Promise<End>;
  /** Starts it and waits until it is ready. @param more settings of this start alone */
  start(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Asks it to stop, as a rolling restart does, and waits until it has. */
  stop(): Promise<End>;
  /** Ends it as a power cut would. */
  kill(): Promise<End>;
  /** Stops it in its tracks; connections stay open and nothing is answered. */
  pause(): void;
  resume(): void;
}

/** @param serve how a server is started: arguments of Node */
export function makeNode(options: {
  name: string;
  port: number;
  environment: Readonly<Record<string, string>>;
  /** A folder without a .env: a node is told everything. */
  folder: string;
  serve: readonly string[];
  onLine?: ((line: string) => void) | undefined;
}): ClusterNode {
  const { name, port, environment, folder, serve, onLine } = options;
  const url = `http://127.0.0.1:${port}`;
  const child = new Child({
    name,
    command: process.execPath,
    args: serve,
    environment,
    cwd: folder,
    isReady: () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    readyMs: START_MS,
    ...(onLine && { onLine }),
  });
  return {
    name,
    port,
    url,
    pid: () => child.pid,
    ended: () => child.ended,
    start: (more) => child.start(more),
    stop: () => child.end('SIGTERM'),
    kill: () => child.end('SIGKILL'),
    pause: () => child.signal('SIGSTOP'),
    resume: () => child.signal('SIGCONT'),
  };
}

/** The program as this one runs: compiled beside compiled code, the source beside sources. */
export function serveArguments(): string[] {
  return [join(import.meta.dirname, '..', '..', '..', `cli${extname(import.meta.filename)}`), 'serve'];
}
