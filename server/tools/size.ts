import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../lib/project-root.ts';

/** What is counted: sources that people write. */
const SOURCES = '{server,client,shared,tests}/**/*.{ts,tsx,mjs,css}';
/** Rooms below it are told one by one. */
const SERVER = 'server/';

interface Size {
  files: number;
  lines: number;
}

/**
 * `npm run size`: how many lines are served, how many are tools, and how many are tests; then each room of the server.
 * A line is a line of a source file, comments and empty ones too.
 */
const root = projectRoot();
const parts = new Map<string, Size>();
const rooms = new Map<string, Size>();
for (const path of globSync(SOURCES, { cwd: root, exclude: ['**/node_modules/**'] })) {
  const lines = readFileSync(join(root, path), 'utf8').split('\n').length - 1;
  count(parts, partOf(path), lines);
  if (path.startsWith(SERVER)) count(rooms, roomOf(path), lines);
}
const served = sum(['server', 'client', 'shared']);
say('served', served);
for (const part of ['server', 'client', 'shared']) say(`  ${part}`, parts.get(part)!);
say('tools', parts.get('tools')!);
say('tests', parts.get('tests')!);
process.stdout.write('\n');
for (const [room, size] of [...rooms].sort(([, a], [, b]) => b.lines - a.lines)) say(room, size);

function partOf(path: string): string {
  return path.startsWith('server/tools/') ? 'tools' : path.split('/')[0]!;
}

function roomOf(path: string): string {
  const [room] = relative(SERVER, dirname(path)).split('/');
  return `server/${room}`;
}

function count(into: Map<string, Size>, name: string, lines: number): void {
  const size = into.get(name) ?? { files: 0, lines: 0 };
  into.set(name, { files: size.files + 1, lines: size.lines + lines });
}

function sum(names: readonly string[]): Size {
  const sizes = names.map((name) => parts.get(name)!);
  return {
    files: sizes.reduce((all, { files }) => all + files, 0),
    lines: sizes.reduce((all, { lines }) => all + lines, 0),
  };
}

function say(name: string, { files, lines }: Size): void {
  const number = (n: number) => n.toLocaleString('en').padStart(8);
  process.stdout.write(`${name.padEnd(22)}${number(lines)} lines in ${number(files).trim()} files\n`);
}
