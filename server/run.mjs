#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cachedNode, completePackages, fetchNode, hasPackage, withNodeFirst } from './launcher/fetch.mjs';
import { isGoodNode, NODE_FLOOR, NODE_RECOMMENDED } from './launcher/floor.mjs';
import { heapOf } from './launcher/heap.mjs';

/**
 * `node server/run.mjs <program> [arguments]`: runs a program of ours, or a tool such as vite, on a Node that is new
 * enough. It takes the first of: the Node that runs this, one that was fetched before, one fetched now. So the README's
 * commands work where only an older Node is installed. Plain JavaScript, because an older Node reads it.
 */
const [command, ...args] = process.argv.slice(2);
if (command === undefined) end('usage: node server/run.mjs <program> [arguments]');
const node = isGoodNode(process.versions.node) ? process.execPath : await otherNode();
const isOwn = /\.(ts|js|mjs)$/.test(command);
const child = spawn(isOwn ? node : command, isOwn ? [...heapOf(command, args), command, ...args] : args, {
  stdio: 'inherit',
  env: withNodeFirst(node),
});
// A terminal's Ctrl-C reaches the child by itself; what is sent to this process alone is handed on.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => end(`${command}: ${error.message}`));
child.on('close', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});

/** A Node that is new enough, with the packages that it can use. */
async function otherNode() {
  const program = cachedNode() ?? (await fetched());
  const why = await completePackages(program, fileURLToPath(new URL('..', import.meta.url)), () => {
    process.stderr.write(
      `fairday: adding the packages that npm left out, since Node ${process.versions.node} is too old for them.\n`,
    );
  });
  if (why) end(`${why}.`);
  return program;
}

async function fetched() {
  const needed = `Node ${process.versions.node} is too old: please install Node ${NODE_RECOMMENDED} or newer (${NODE_FLOOR})`;
  if (!hasPackage()) end(`${needed}.`);
  process.stderr.write(
    `fairday: Node ${process.versions.node} is too old; fetching Node ${NODE_RECOMMENDED} once, into the user's cache.\n`,
  );
  const result = await fetchNode();
  if ('program' in result) return result.program;
  end(`${needed}, since it could not be fetched (${result.why}).`);
}

function end(line) {
  process.stderr.write(`fairday: ${line}\n`);
  process.exit(1);
}
