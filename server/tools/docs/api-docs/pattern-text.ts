/** Characters that a sample is made of, the one that reads best first. */
const ALPHABET = 'a0A-. /:_';
const CLASSES: Readonly<Record<string, RegExp>> = { d: /\d/, w: /\w/, s: /\s/, D: /\D/, W: /\W/, S: /\S/ };

/**
 * A text that a pattern takes, one of the shortest: as much of regular expressions as contracts are written with (classes,
 * groups, alternatives, quantifiers). What looks around is passed over, so the caller tries the text against the pattern.
 */
export function textOf(pattern: RegExp): string {
  const { source } = pattern;
  let at = 0;

  /** Alternatives up to the end of the group; the first that is not empty is taken. */
  function group(): string {
    const forms = [''];
    while (at < source.length && source[at] !== ')') {
      if (source[at] === '|') {
        at += 1;
        forms.push('');
      } else forms[forms.length - 1] += repeated();
    }
    return forms.find((form) => form !== '') ?? '';
  }

  function repeated(): string {
    const one = atom();
    const [quantifier, least] = /^(?:[*?]|\+|\{(\d+)(?:,\d*)?\})/.exec(source.slice(at)) ?? [];
    if (quantifier === undefined) return one;
    at += quantifier.length;
    if (source[at] === '?') at += 1;
    return quantifier === '*' || quantifier === '?' ? '' : one.repeat(Number(least ?? 1));
  }

  function atom(): string {
    const sign = source[at++]!;
    if (sign === '^' || sign === '$') return '';
    if (sign === '.') return ALPHABET[0]!;
    if (sign === '[') return oneOf();
    if (sign === '\\') return escaped();
    if (sign !== '(') return sign;
    const looks = /^\?<?[=!]/.exec(source.slice(at));
    at += looks?.[0].length ?? /^(?:\?(?::|<\w+>))?/.exec(source.slice(at))![0].length;
    const inside = group();
    at += 1;
    return looks ? '' : inside;
  }

  function oneOf(): string {
    const end = endOfClass(source, at);
    const taken = new RegExp(`[${source.slice(at, end)}]`);
    at = end + 1;
    const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(n + 32));
    return [...ALPHABET, ...ascii].find((character) => taken.test(character)) ?? '';
  }

  function escaped(): string {
    const sign = source[at++]!;
    const taken = CLASSES[sign];
    return taken ? ([...ALPHABET].find((character) => taken.test(character)) ?? '') : sign;
  }

  return group();
}

/** Where a class ends that begins at a place: a bracket behind a backslash does not end it. */
function endOfClass(source: string, from: number): number {
  let at = from;
  while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at;
}
