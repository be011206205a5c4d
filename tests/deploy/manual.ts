import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** How a block of commands wants to be run, as a comment before it says. */
export interface Mark {
  /** Why a test can't run it; null: it runs. */
  notRun: string | null;
  /** All servers are stopped before it. */
  isStopped: boolean;
  /** The store that it is for; null: both. */
  store: 'sqlite' | 'postgres' | null;
}

/** A fenced block of a page. */
export interface Block {
  /** Where it begins in the page, from 1. */
  line: number;
  /** The nearest heading before it. */
  heading: string;
  /** What stands behind the fence: sh, ini. */
  language: string;
  text: string;
  mark: Mark;
}

const MARK = /^<!-- tests: (.+) -->$/;
const USUAL: Mark = { notRun: null, isStopped: false, store: null };

/** @param page a page of docs/, from the top of the repository */
export function blocksOf(page: string): Block[] {
  return readBlocks(readFileSync(join(root, page), 'utf8'));
}

/** The fenced blocks of a page in their order. @throws Error for a mark that says nothing known or stands before none */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let mark: Mark | null = null;
  let open: Block | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^```(\w*)/.exec(line);
    if (open) {
      if (fence) open = null;
      else open.text += `${line}\n`;
    } else if (fence) {
      open = { line: index + 1, heading, language: fence[1]!, text: '', mark: mark ?? USUAL };
      blocks.push(open);
      mark = null;
    } else if (MARK.test(line)) {
      mark = markOf(MARK.exec(line)![1]!, index + 1);
    } else if (line.trim() !== '') {
      if (mark) throw new Error(`Before line ${index + 1} stands a mark, and no block after it.`);
      heading = /^#+ (.+)/.exec(line)?.[1] ?? heading;
    }
  }
  return blocks;
}

/** One command a line; a line that ends with a backslash goes on. What is only a comment is none. */
export function commandsOf({ text }: Block): string[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

function markOf(said: string, line: number): Mark {
  const reason = /^not run, (.+)$/.exec(said)?.[1];
  if (reason !== undefined) return { ...USUAL, notRun: reason };
  const parts = said.split(', ');
  const known = ['servers stopped', 'sqlite alone', 'postgres alone'];
  if (parts.some((part) => !known.includes(part))) {
    throw new Error(`Line ${line}: a mark says "not run, <why>", "servers stopped", or one store "alone".`);
  }
  const store = (['sqlite', 'postgres'] as const).find((name) => parts.includes(`${name} alone`)) ?? null;
  return { notRun: null, isStopped: parts.includes('servers stopped'), store };
}
