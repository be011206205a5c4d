/** What fits beside a second column of a review, and in a terminal. */
export const MOST_COLUMNS = 160;
const STEP = '    ';

/**
 * Breaks lines that are too long for a reader: of a type at its outermost `|` or comma, a form with parts of its own on a
 * line for itself; of a sentence at its spaces.
 */
export function wrapped(text: string): string {
  return text.split('\n').flatMap(wrappedLine).join('\n');
}

function wrappedLine(line: string): string[] {
  if (line.length <= MOST_COLUMNS) return [line];
  const indent = /^ */.exec(line)![0];
  if (line.trimStart().startsWith('#')) return filled(line.split(/(?<= )/), `${indent}# `);
  const breaks = placesIn(line);
  if (breaks.length === 0) return [line];
  const outermost = Math.min(...breaks.map(({ depth }) => depth));
  const chosen = breaks.filter(({ depth }) => depth === outermost).map(({ at }) => at);
  const parts = [0, ...chosen].map((at, n) => line.slice(at, chosen[n]));
  const inner = indent + STEP;
  const lines = parts.some((part) => /[[{]/.test(part))
    ? parts.map((part, n) => (n === 0 ? part : inner + part).trimEnd())
    : filled(parts, inner);
  return lines.flatMap((each) => (each === line ? [each] : wrappedLine(each)));
}

/** As many parts in a line as fit. */
function filled(parts: readonly string[], indent: string): string[] {
  const lines = [''];
  for (const part of parts) {
    const last = lines.at(-1)!;
    if (last !== '' && (last + part).trimEnd().length > MOST_COLUMNS) lines.push(indent + part);
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((each) => each.trimEnd());
}

/** Where a line may be broken, and within how many brackets: before `| `, and behind `, `. What is quoted stays whole. */
function placesIn(line: string): { at: number; depth: number }[] {
  const places: { at: number; depth: number }[] = [];
  let depth = 0;
  let isQuoted = false;
  for (let at = /^ */.exec(line)![0].length; at < line.length; at += 1) {
    const sign = line[at]!;
    if (sign === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if ('[{('.includes(sign)) depth += 1;
    if (']})'.includes(sign)) depth -= 1;
    if (line.startsWith(' | ', at)) places.push({ at: at + 1, depth });
    if (line.startsWith(', ', at)) places.push({ at: at + 2, depth });
  }
  return places;
}
