import type { World } from '../../stores/world.ts';

const SEEN = 'fairday.chat-seen';
/** Lines that a device remembers of a stream, and streams, the newest of each. */
const MOST_LINES = 50;
const MOST_STREAMS = 10;

type Kept = [slug: string, lines: number[]];

/** Reported lines of a stream that somebody looked at on this device and left: it remembers them after a reload too. */
export function seenLines(keep: Pick<World['keep'], 'read' | 'write'>, slug: string) {
  const others = () => all(keep.read(SEEN)).filter(([each]) => each !== slug);
  return {
    read: (): ReadonlySet<number> => new Set(all(keep.read(SEEN)).find(([each]) => each === slug)?.[1]),
    write(lines: ReadonlySet<number>): void {
      const own: Kept = [slug, [...lines].slice(-MOST_LINES)];
      keep.write(SEEN, JSON.stringify([...others(), own].slice(-MOST_STREAMS)));
    },
  };
}

/** What is kept there; what does not read so is nothing. */
function all(kept: string | null): Kept[] {
  try {
    const read: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(read) ? read.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(one: unknown): one is Kept {
  if (!Array.isArray(one)) return false;
  const [slug, lines] = one as unknown[];
  return typeof slug === 'string' && Array.isArray(lines) && lines.every(Number.isInteger);
}
