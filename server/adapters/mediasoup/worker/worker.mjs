#!/usr/bin/env node
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sayWhile } from '../../../launcher/progress.mjs';
import { fetchWorker, releasesOf } from '../fetch-worker.ts';
import { hashWorkers, writePins } from '../pin-workers.ts';
import { keptPlace, mediasoupPackage, packagePlace, placesOf, runsHere } from '../worker-places.ts';
import { tellProgress } from './progress.ts';

/**
 * `npm run media:worker`: makes sure that mediasoup's worker, a native program, is there and runs. It takes the first
 * that works: the one in place, one that was kept (~/.cache/fairday/media-worker), mediasoup's own download if its hash
 * is pinned, one built from the C++ that the npm package ships, in about a minute. `--build` builds in any case;
 * MEDIA_WORKER_NO_DOWNLOAD=1 asks nobody outside; `--where` says where workers are kept; `--pin` downloads what
 * mediasoup has ready-made, hashes it and writes worker-pins.ts, for whoever looks after this program.
 *
 * To build, Debian 13 needs the packages below. Two things do not fit: mediasoup speaks libsrtp 3 and
 * Debian has libsrtp 2, and Debian has no ankerl::unordered_dense. The headers beside this file stand between them.
 * Nothing of mediasoup is changed.
 */
const PACKAGES = [
  'g++',
  'pkgconf',
  'flatbuffers-compiler',
  'libflatbuffers-dev',
  'libabsl-dev',
  'libsrtp2-dev',
  'libssl-dev',
  'libuv1-dev',
];
const here = path.dirname(fileURLToPath(import.meta.url));
const log = (...args) => console.log('[media worker]', ...args);

const mediasoup = mediasoupPackage();
if (!mediasoup) {
  log(
    'the package mediasoup is not installed (npm leaves an optional package out when its install step fails).',
  );
  process.exit(1);
}
const { version } = mediasoup;
const src = path.join(mediasoup.folder, 'worker');
const target = packagePlace(mediasoup);
const kept = keptPlace(mediasoup, process.env);
if (process.argv.includes('--where')) {
  console.log(kept);
  process.exit(0);
}
if (process.argv.includes('--pin')) {
  try {
    const hashes = await hashWorkers({ version, from: releasesOf(process.env), say: log });
    writePins(version, hashes);
    log('Pinned. Compare these hashes with those on the page of the release, then commit worker-pins.ts.');
    process.exit(0);
  } catch (fault) {
    log(fault.message);
    process.exit(1);
  }
}

const install = (from, to) => {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, `${to}.${process.pid}`);
  fs.chmodSync(`${to}.${process.pid}`, 0o755);
  fs.renameSync(`${to}.${process.pid}`, to);
};
const done = (how) => {
  log(`${version}: ${how}: ${target}`);
  process.exit(0);
};

const libs = ['openssl', 'libuv', 'libsrtp2', 'flatbuffers', 'absl_optional', 'absl_memory', 'absl_strings'];
const pc = (arg) =>
  execFileSync('pkg-config', [arg, ...libs], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
const CXX = process.env.CXX ?? 'g++';
const OPT = process.env.MEDIA_WORKER_OPT ?? '-O1';

const force = process.argv.includes('--build');
/** What is in place is kept as well, since `npm ci` wipes the package; a cache that can't be written is none. */
const keep = () => {
  try {
    if (!runsHere(kept)) install(target, kept);
  } catch (fault) {
    log(`It could not be kept in ${path.dirname(kept)} (${fault.code}).`);
  }
};
if (!force && runsHere(target)) {
  keep();
  done('already there');
}
// Whichever is named for servers, this makes the package's own.
const there = placesOf(mediasoup, { ...process.env, MEDIASOUP_WORKER_BIN: '' });
const cached = force ? undefined : there.find((place) => place !== target && runsHere(place));
if (cached) {
  install(cached, target);
  keep();
  done('from the cache');
}

if (!force && !process.env.MEDIA_WORKER_NO_DOWNLOAD) {
  const asking = fetchWorker({ version, to: target, from: releasesOf(process.env) });
  const got = await sayWhile('asking for a ready-made worker', asking);
  if (got.isFetched) {
    keep();
    done('downloaded');
  }
  log(`Not downloaded: ${got.why}. So one is built.`);
}

const missing = [
  [CXX, ['--version']],
  ['flatc', ['--version']],
  ['pkg-config', ['--print-errors', '--exists', ...libs]],
].flatMap(([cmd, args]) => {
  const r = spawnSync(cmd, args, { encoding: 'utf8' });
  return r.status === 0 ? [] : [r.error ? cmd : r.stderr.trim().split('\n')[0]];
});
if (missing.length > 0) {
  log(`None can be built: missing: ${missing.join('; ')}. On Debian 13 and Ubuntu:`);
  log(`  sudo apt-get install ${PACKAGES.join(' ')}`);
  process.exit(1);
}

const t0 = Date.now();
log(`Building ${version} with ${CXX}; it takes about a minute, on a slow or busy machine ten.`);
const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'mediasoup-worker-'));
process.on('exit', () => fs.rmSync(tmp, { recursive: true, force: true }));

const fbs = path.join(src, 'fbs');
fs.mkdirSync(path.join(tmp, 'FBS'));
execFileSync('flatc', [
  '--cpp',
  '--cpp-field-case-style',
  'lower',
  '--reflect-names',
  '--scoped-enums',
  '--filename-suffix',
  '',
  '-o',
  path.join(tmp, 'FBS'),
  ...fs
    .readdirSync(fbs)
    .filter((f) => f.endsWith('.fbs'))
    .map((f) => path.join(fbs, f)),
]);

const listed = (file, name) => {
  const m = fs
    .readFileSync(path.join(src, file), 'utf8')
    .match(new RegExp(`^${name} = \\[([^\\]]*)\\]`, 'm'));
  if (!m) throw new Error(`no ${name} in ${file}`);
  return [...m[1].matchAll(/'([^']+\.(?:cpp|cc))'/g)].map((x) => path.join(path.dirname(file), x[1]));
};
const sources = [
  ...listed('meson.build', 'common_sources'),
  'src/main.cpp',
  // What uses libwebrtc's estimate of bandwidth: mediasoup's own build has it unless told otherwise.
  'src/DepLibWebRTC.cpp',
  'src/RTC/TransportCongestionControlClient.cpp',
  'src/RTC/TransportCongestionControlServer.cpp',
  ...listed('deps/libwebrtc/meson.build', 'libwebrtc_sources'),
];

const flags = [
  '-std=c++20',
  OPT,
  '-DNDEBUG',
  '-w',
  '-pthread',
  '-DMS_EXECUTABLE',
  '-DFLATBUFFERS_LOCALE_INDEPENDENT=1',
  os.endianness() === 'LE' ? '-DMS_LITTLE_ENDIAN' : '-DMS_BIG_ENDIAN',
  ...[
    path.join(here, 'srtp3-on-srtp2'),
    path.join(here, 'dense-on-std'),
    path.join(src, 'include'),
    tmp,
    path.join(src, 'deps/libwebrtc'),
    path.join(src, 'deps/libwebrtc/libwebrtc'),
  ].map((d) => `-I${d}`),
  ...pc('--cflags').filter((f) => f.startsWith('-I')),
];
const cxx = (args) =>
  new Promise((resolve) => {
    const p = spawn(CXX, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    p.stderr.on('data', (d) => (err += d));
    p.on('close', (code) => resolve({ ok: code === 0, err }));
  });

// Nearly all of the time goes into reading headers: they are compiled once, and most sources in groups.
const pch = path.join(tmp, 'pch.hpp');
fs.writeFileSync(
  pch,
  [
    'common.hpp',
    'Utils.hpp',
    'Channel/ChannelRequest.hpp',
    'Channel/ChannelNotifier.hpp',
    'handles/TimerHandle.hpp',
    'RTC/RtpDictionaries.hpp',
    'FBS/worker.h',
    'FBS/transport.h',
    'FBS/webRtcTransport.h',
    'ankerl/unordered_dense.h',
    'absl/types/optional.h',
    'deque',
    'iomanip',
    'iostream',
    'list',
    'map',
    'mutex',
    'set',
    'sstream',
    'string',
    'unordered_map',
    'vector',
    'uv.h',
    'openssl/ssl.h',
  ]
    .map((h) => `#include <${h}>\n`)
    .join(''),
);
const { say, close: said } = tellProgress({
  isTerminal: process.stdout.isTTY === true,
  write: (text) => void process.stdout.write(text),
});
say('compiling the headers');
if ((await cxx([...flags, '-x', 'c++-header', pch, '-o', `${pch}.gch`])).ok) flags.push('-include', pch);

// Files that use one name for two things cannot be compiled together.
const alone =
  /RTCP\/Feedback\.cpp|\/Codecs\/|LossBasedController|TargetRateController|PlainTransport|RtxStream|RtpStreamSend|DepLibWebRTC|Settings|UnixStreamSocketHandle|trendline_estimator|delay_based_bwe/;
const dirs = new Map();
const units = [];
for (const s of sources) {
  const d = alone.test(s) ? s : s.match(/^(deps|src\/RTC\/SCTP\/|src\/RTC\/RTCP\/|.*\/)/)[0];
  dirs.set(d, [...(dirs.get(d) ?? []), s]);
}
for (const [d, files] of dirs) {
  const n = Math.ceil(files.length / (/^src\/(handles\/)?$/.test(d) ? 4 : 12));
  for (let i = 0; i < n; i++) units.push(files.filter((_, j) => j % n === i)); // neighbours by name clash the most
}
units.sort((a, b) => b.length - a.length);

const objects = [];
let compiled = 0;
let next = 0;
let split = 0;
const compile = async (unit) => {
  const base = path.join(tmp, `u${objects.length}_${unit[0].replace(/\W/g, '_')}_${unit.length}`);
  fs.writeFileSync(
    `${base}.cpp`,
    unit.map((f) => `#include "${path.join(src, f)}"\n#undef MS_CLASS\n`).join(''),
  );
  const r = await cxx([...flags, '-c', `${base}.cpp`, '-o', `${base}.o`]);
  compiled += 1;
  say(`${compiled} of ${units.length} units compiled`);
  if (r.ok) objects.push(`${base}.o`);
  else if (unit.length === 1) throw new Error(`${unit[0]}:\n${r.err.slice(0, 4000)}`);
  else {
    split++;
    if (process.env.MEDIA_WORKER_VERBOSE)
      log(
        `split: ${r.err
          .split('\n')
          .filter((l) => /error:/.test(l))
          .slice(0, 3)
          .join('\n')}`,
      );
    units.push(...unit.map((f) => [f])); // two of them use one name: one by one
  }
};
const lane = async () => {
  while (next < units.length) await compile(units[next++]);
};
await Promise.all(Array.from({ length: os.availableParallelism() }, lane));
await lane();

say('linking');
const bin = path.join(tmp, 'mediasoup-worker');
const linked = await cxx([...objects, '-o', bin, '-s', '-pthread', '-Wl,--as-needed', ...pc('--libs')]);
if (!linked.ok) throw new Error(linked.err.slice(0, 4000));
if (!runsHere(bin)) throw new Error('the worker that was built does not run');
said();
install(bin, target);
fs.rmSync(kept, { force: true });
keep();
done(
  `built in ${((Date.now() - t0) / 1000).toFixed(0)} s (${sources.length} files, ${units.length} units, ${split} split)`,
);
