import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** mediasoup as npm installed it. */
export interface Package {
  folder: string;
  version: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const PROGRAM = 'mediasoup-worker';
/** Started without mediasoup's environment, a worker that can run on this machine ends with this code. */
const RUNS = 41;
const LOOK_MS = 5_000;

/** Null where it was left out at the installation: it is optional. */
export function mediasoupPackage(): Package | null {
  try {
    const folder = resolve(dirname(createRequire(import.meta.url).resolve('mediasoup')), '../..');
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    return null;
  }
}

/** In the package, where `npm ci` wipes it. */
export function packagePlace({ folder }: Pick<Package, 'folder'>): string {
  return join(folder, 'worker/out/Release', PROGRAM);
}

/** In this user's cache, where it outlives an installation. */
export function keptPlace({ version }: Pick<Package, 'version'>, environment: Environment): string {
  const name = `${version}-${process.platform}-${process.arch}`;
  return join(cacheOf(environment), 'fairday', 'media-worker', name, PROGRAM);
}

/** Every file that may be the worker, the best first: the one that is named, the package's, those that were kept. */
export function placesOf(mediasoup: Package, environment: Environment): string[] {
  // Where mediasoup itself looks, and then nowhere else.
  if (environment.MEDIASOUP_WORKER_BIN) return [environment.MEDIASOUP_WORKER_BIN];
  return [
    packagePlace(mediasoup),
    keptPlace(mediasoup, environment),
    ...earlierPlaces(mediasoup, environment),
  ].filter((place) => existsSync(place));
}

export function runsHere(program: string): boolean {
  return spawnSync(program, [], { env: {}, stdio: 'ignore', timeout: LOOK_MS }).status === RUNS;
}

/** What earlier versions of this program built was kept by the tools it was built with. */
function earlierPlaces({ version }: Package, environment: Environment): string[] {
  const folder = join(cacheOf(environment), 'mediasoup-worker');
  if (!existsSync(folder)) return [];
  const builds = readdirSync(folder).filter((name) => name.startsWith(`${version}-`));
  return builds.map((name) => join(folder, name, PROGRAM));
}

function cacheOf(environment: Environment): string {
  return environment.XDG_CACHE_HOME || join(homedir(), '.cache');
}
