import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findFfmpeg } from '../server/adapters/ffmpeg/open.ts';
import { mediasoupPackage, packagePlace, runsHere } from '../server/adapters/mediasoup/worker-places.ts';
import { ProgramMissing, pathOf } from '../server/tools/lab/cluster/programs.ts';
import type { Suite } from './run/suites.ts';

/** Where Chromium is looked for; CHROMIUM names another one. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of the end-to-end suite, or null. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return places.find((place) => existsSync(place)) ?? null;
}

/** How the tests start it: no sandbox as root, and no looking for the world outside. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Something that suites need beside this program. */
interface Service {
  name: string;
  howToGet: string;
  /** Debian's names. */
  packages: readonly string[];
  /** What cannot run without it: whole suites by their project, or spec files by a pattern. */
  neededBy: { suites?: readonly Suite[]; files?: readonly string[] };
  isThere(): boolean;
  /** What is still to do when its packages are there, before isThere is asked again. */
  make?(): void;
}

const services: readonly Service[] = [
  {
    name: 'a browser',
    howToGet: 'Install Chromium, or set CHROMIUM to the path of a Chromium or Chrome.',
    packages: ['chromium', 'fonts-noto-cjk'],
    neededBy: { suites: ['pages', 'video'], files: ['tests/media/whip-and-whep.spec.ts'] },
    isThere: () => chromiumPath() !== null,
  },
  {
    name: 'PostgreSQL',
    howToGet: 'Install the server of PostgreSQL, or set PG_BIN to the folder that has its initdb.',
    packages: ['postgresql'],
    neededBy: { suites: ['chaos'], files: ['tests/**/*postgres*.spec.ts', 'tests/video/cluster.spec.ts'] },
    isThere: hasPostgres,
  },
  {
    name: 'Redis',
    howToGet: 'Install redis-server.',
    packages: ['redis-server'],
    neededBy: { suites: ['chaos'], files: ['tests/**/*redis*.spec.ts', 'tests/video/cluster.spec.ts'] },
    isThere: () => hasProgram('redis-server'),
  },
  {
    name: 'a balancer',
    howToGet: 'Install haproxy.',
    packages: ['haproxy'],
    neededBy: { files: ['tests/chaos/cluster.spec.ts', 'tests/video/cluster.spec.ts'] },
    isThere: () => hasProgram('haproxy'),
  },
  {
    name: 'strace',
    howToGet: 'Install strace.',
    packages: ['strace'],
    neededBy: {
      files: [
        'tests/crash/disk.spec.ts',
        'tests/crash/kill-points-sqlite.spec.ts',
        'tests/chaos/postgres-disk.spec.ts',
        'tests/deploy/service.spec.ts',
      ],
    },
    isThere: () => existsSync('/usr/bin/strace'),
  },
  {
    name: 'the shell of SQLite',
    howToGet: 'Install sqlite3.',
    packages: ['sqlite3'],
    neededBy: { files: ['tests/crash/looking-in.spec.ts'] },
    isThere: () => existsSync('/usr/bin/sqlite3'),
  },
  {
    name: 'systemd-analyze',
    howToGet: 'Install systemd; it need not run.',
    packages: ['systemd'],
    neededBy: { files: ['tests/deploy/service.spec.ts'] },
    isThere: () => existsSync('/usr/bin/systemd-analyze'),
  },
  {
    name: 'nft, with a network of its own to ask in',
    howToGet: 'Install nftables, and let unshare (util-linux) make a network.',
    packages: ['nftables'],
    neededBy: { files: ['tests/deploy/firewall.spec.ts'] },
    isThere: () => spawnSync('unshare', ['--map-root-user', '--net', 'nft', '--version']).status === 0,
  },
  {
    name: 'libfaketime',
    howToGet: 'Install faketime.',
    packages: ['faketime'],
    neededBy: {
      files: [
        'tests/crash/clock.spec.ts',
        'tests/crash/expiry-*.spec.ts',
        'tests/chaos/cluster-clock.spec.ts',
      ],
    },
    isThere: () => libfaketime() !== null,
  },
  {
    name: 'a media worker',
    howToGet: 'Run `npm run media:worker`; it downloads the worker, or says what it needs to build it.',
    packages: [
      'g++',
      'pkgconf',
      'flatbuffers-compiler',
      'libflatbuffers-dev',
      'libabsl-dev',
      'libsrtp2-dev',
      'libssl-dev',
      'libuv1-dev',
    ],
    neededBy: { suites: ['media'] },
    isThere: hasWorkerInPlace,
    make: () => void spawnSync('npm', ['run', '-s', 'media:worker'], { stdio: 'inherit' }),
  },
  {
    name: 'ffmpeg',
    howToGet: 'Install ffmpeg, with ffprobe.',
    packages: ['ffmpeg'],
    neededBy: {
      files: [
        'tests/media/hls.spec.ts',
        'tests/media/nodes.spec.ts',
        'tests/media/recording.spec.ts',
        'tests/video/steady-video.spec.ts',
      ],
    },
    isThere: () => findFfmpeg() !== null,
  },
  {
    name: 'Python’s Socket.IO client',
    howToGet: 'Install python3-requests, python3-socketio and python3-websocket.',
    packages: ['python3-requests', 'python3-socketio', 'python3-websocket'],
    neededBy: { files: ['tests/probe/written-clients.spec.ts'] },
    isThere: () => spawnSync('/usr/bin/python3', ['-c', 'import requests, socketio, websocket']).status === 0,
  },
  {
    name: 'promtool',
    howToGet: 'Install prometheus; its server need not run.',
    packages: ['prometheus'],
    neededBy: { files: ['tests/gateway/promtool.spec.ts'] },
    isThere: () => existsSync('/usr/bin/promtool'),
  },
  {
    name: 'a WHIP client',
    howToGet: 'Install simple-whip-client and the base, good, bad and nice plugins of GStreamer 1.0.',
    packages: [
      'simple-whip-client',
      'gstreamer1.0-plugins-base',
      'gstreamer1.0-plugins-good',
      'gstreamer1.0-plugins-bad',
      'gstreamer1.0-nice',
    ],
    neededBy: { files: ['tests/media/whip-and-whep.spec.ts'] },
    isThere: () => existsSync('/usr/bin/whip-client'),
  },
];

/** The library that lies about the time, where Debian and others keep it; or null. */
export function libfaketime(): string | null {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib'];
  const all = folders.map((folder) => `${folder}/faketime/libfaketime.so.1`);
  return all.find((path) => existsSync(path)) ?? null;
}

/**
 * Installs what the suites need, on Debian and Ubuntu where this user may.
 * @returns what is missing after that
 */
export function ensureServices(): Service[] {
  const wanted = services.filter((service) => !service.isThere()).flatMap(({ packages }) => packages);
  if (wanted.length > 0) install(wanted);
  for (const service of services) if (!service.isThere()) service.make?.();
  return services.filter((service) => !service.isThere());
}

/** Some specs load mediasoup by itself, which looks into its own package alone. */
function hasWorkerInPlace(): boolean {
  const mediasoup = mediasoupPackage();
  return mediasoup !== null && runsHere(packagePlace(mediasoup));
}

/** PostgreSQL's own programs, not a server that runs. */
export function hasPostgres(): boolean {
  return hasProgram('initdb');
}

function hasProgram(name: Parameters<typeof pathOf>[0]): boolean {
  try {
    pathOf(name);
    return true;
  } catch (error) {
    if (error instanceof ProgramMissing) return false;
    throw error;
  }
}

function install(packages: string[]): void {
  if (!existsSync('/usr/bin/apt-get')) return;
  const isRoot = process.getuid?.() === 0;
  // Who may not is told what is left out, and how to get it.
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  const asRoot = isRoot ? [] : ['sudo', '-n'];
  const run = (...args: string[]) => {
    const [command, ...rest] = [...asRoot, 'apt-get', '-q', '-y', ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command!, rest, { stdio: 'inherit', env }).status === 0;
  };
  process.stdout.write(`Installing ${packages.join(', ')} for the tests.\n`);
  if (!run('install', '--no-install-recommends', ...packages)) {
    run('update');
    run('install', '--no-install-recommends', ...packages);
  }
}
