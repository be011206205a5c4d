import os from 'node:os';

/**
 * How V8 begins the heap of a server. By itself it begins small, and while a market fills it the collector goes through
 * all of it again and again, a tenth of a second at a time in which no order is answered (performance.md has the numbers).
 */
export const SERVER_HEAP = ['--initial-old-space-size=512', '--min-semi-space-size=16'];

/** A machine with less memory than this keeps the small heap, in bytes. */
const LEAST_MEMORY = 3 * 2 ** 30;

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {readonly string[]} the options of V8 for a program of ours; none for what is no server
 */
export function heapOf(program, [command]) {
  const isServer = /(^|\/)fairday\.(ts|js)$/.test(program) && (command === 'serve' || command === 'demo');
  return isServer && os.totalmem() >= LEAST_MEMORY ? SERVER_HEAP : [];
}
