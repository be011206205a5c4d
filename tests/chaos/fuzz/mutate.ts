import type { Random } from '../../crash/shopper.ts';

/** Values that have broken programs before. */
const nasty: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  '0',
  '-0',
  'NaN',
  '1e3',
  '__proto__',
  'constructor',
  '\u0000',
  '\u202e\u2066gnirts',
  '\ud800',
  'é'.repeat(3_000),
  "'; DROP TABLE fact; --",
  '{{7*7}}',
  '=cmd|x',
  '<svg onload=alert(1)>',
  '../../../../etc/passwd',
  '00000000-0000-7000-8000-000000000000',
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  -(2 ** 53),
  1e308,
  [],
  {},
  [[[[[[[[]]]]]]]],
  { $gt: '' },
  { length: 1e9 },
  { toString: 'x', valueOf: 1 },
  JSON.parse('{"then":"x"}'),
];

/** One to three changes somewhere in a value: a leaf replaced, a field dropped, added, doubled, or the whole wrapped. */
export function mutated(value: unknown, random: Random): unknown {
  let result = value;
  for (let n = random(3); n >= 0; n -= 1) result = changedSomewhere(result, random, 0);
  return result;
}

function changedSomewhere(value: unknown, random: Random, depth: number): unknown {
  if (random(4) === 0 || depth > 5 || typeof value !== 'object' || value === null)
    return other(value, random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random(4) === 0) return [...value, other(null, random)];
    if (random(6) === 0) return Array.from({ length: 60 }, () => value[0]);
    const at = random(value.length);
    return value.map((each, n) => (n === at ? changedSomewhere(each, random, depth + 1) : each));
  }
  const names = Object.keys(value);
  const name = names[random(Math.max(1, names.length))] ?? 'key';
  const copy: Record<string, unknown> = { ...value };
  switch (random(5)) {
    case 0:
      delete copy[name];
      return copy;
    case 1:
      // As JSON.parse makes it: a field of this very name, not the prototype.
      return Object.defineProperty(copy, ['__proto__', 'constructor', 'extra', 'toJSON2'][random(4)]!, {
        value: other(null, random),
        enumerable: true,
      });
    default:
      copy[name] = changedSomewhere(copy[name], random, depth + 1);
      return copy;
  }
}

function other(value: unknown, random: Random): unknown {
  if (typeof value === 'string' && random(2) === 0) {
    const at = random(value.length + 1);
    return [value.slice(0, at), value + value, value.toUpperCase(), ` ${value}`, value.slice(at) + value][
      random(5)
    ];
  }
  if (typeof value === 'number' && random(2) === 0)
    return [-value, value + 0.5, value * 1e9, value + 1][random(4)];
  if (random(12) === 0) return deep(random(2) === 0 ? 100 : 600);
  return nasty[random(nasty.length)];
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let n = 0; n < levels; n += 1) value = [value];
  return value;
}

/** Bytes changed, cut, doubled or spliced with others. */
export function splicedText(text: string, others: readonly string[], random: Random): string {
  const at = random(text.length + 1);
  switch (random(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return (
        text.slice(0, at) + String.fromCharCode(random(random(2) === 0 ? 128 : 65_536)) + text.slice(at + 1)
      );
    case 2:
      return text.slice(0, at) + others[random(others.length)]!.slice(random(20));
    case 3:
      return text.slice(0, at) + text.slice(at, at + 30).repeat(1 + random(50)) + text.slice(at);
    case 4:
      return `${random(10)}${random(100)}${text.slice(random(4))}`;
    default:
      return text.replace(/\d+/, String([-1, 0, 2 ** 53, 99_999_999_999][random(4)]));
  }
}
