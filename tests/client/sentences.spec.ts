import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type { Language } from '../../client/i18n/language.ts';
import { refundSentences } from '../../client/market/order/refund-sentences.ts';
import { groups, saidBy } from '../../client/market/sentences.ts';
import { hostOnlySentences } from '../../client/screens/staff/console/host-only-sentences.ts';
import { type Reason, sentenceFor, sentences, type Wording } from '../../client/ui/sentences.ts';
import { clockSecond, dayOnly } from '../../client/ui/time-words.ts';
import {
  type Refusal,
  type RefusalCode,
  refusalCodes,
  refusalSchemas,
} from '../../shared/contract/refusals.ts';
import { formatMoney } from '../../shared/values/money.ts';

const at = Date.UTC(2026, 4, 9, 12, 14, 30);

/** Forms of one refusal: each word that it has to name once, with all that may be told beside, and with none of it. */
function formsOf(code: RefusalCode): Refusal[] {
  const fields = Object.entries<z.ZodMiniType>(refusalSchemas[code].shape);
  const words = fields.find(([, { def }]) => def.type === 'enum');
  const whole = Object.fromEntries(fields.map(([name, schema], n) => [name, filled(name, schema, n)]));
  const bare = Object.fromEntries(
    fields.filter(([, { def }]) => def.type !== 'optional').map(([name]) => [name, whole[name]]),
  );
  return (words ? wordsOf(words[1]) : [null]).flatMap((word) =>
    [whole, bare].map(
      (form) => ({ ...form, ...(words && word !== null && { [words[0]]: word }) }) as unknown as Refusal,
    ),
  );
}

const wordsOf = (schema: z.ZodMiniType) => Object.values((schema as z.ZodMiniEnum).def.entries);

/** A value of a field; numbers tell fields apart, and are none that a clock shows. */
function filled(name: string, schema: z.ZodMiniType, n = 0): unknown {
  const { def } = schema as z.ZodMiniOptional<z.ZodMiniType> | z.ZodMiniArray<z.ZodMiniType> | Plain;
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return filled(name, def.innerType, n);
    case 'array':
      return [filled(name, def.element)];
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([part, of]) => [part, filled(part, of)]));
    case 'enum':
      return Object.values(def.entries)[0];
    case 'literal':
      return def.values[0];
    case 'number':
      return isTime(name) ? at + n * 61_000 : name === 'retryAfterMs' ? 41_000 : 4_100 + n;
    default:
      return 'some text';
  }
}
type Plain =
  | z.ZodMiniNullable<z.ZodMiniType>
  | z.ZodMiniObject<Record<string, z.ZodMiniType>>
  | z.ZodMiniEnum
  | z.ZodMiniLiteral
  | z.ZodMiniNumber
  | z.ZodMiniString;

const isTime = (name: string) => name.endsWith('AtMs') || name === 'sinceMs' || name === 'payByMs';

/** What staff alone can be refused: pages of buyers do not carry it. */
const staffOnly = [hostOnlySentences, refundSentences];

/** As staff are told it; a viewer is told nothing that only they can be refused. */
function say(reason: Reason, language: Language): string {
  const wording: Wording = {
    money: (minor) => formatMoney(minor, 'CNY', language),
    clock: (ms) => clockSecond(ms, language),
    day: (ms) => dayOnly(ms, language),
  };
  const all = [...staffOnly, ...groups];
  return saidBy(all, reason, language, wording) ?? sentenceFor(reason, language, wording);
}

/** What no sentence says: the item stands beside it, a version and a pause are for the next try. */
const UNSAID = new Set(['itemNumber', 'version', 'inMs']);

/** The numbers of a refusal, each as its reader may be told it. */
function numbersOf(refusal: Refusal, language: Language): [name: string, ...said: string[]][] {
  return Object.entries(refusal).flatMap(([name, value]): [string, ...string[]][] => {
    if (typeof value !== 'number' || UNSAID.has(name)) return [];
    if (isTime(name)) return [[name, clockSecond(value, language)]];
    if (name === 'untilMs') return [[name, dayOnly(value, language), clockSecond(value, language)]];
    if (name === 'retryAfterMs') return [[name, String(value / 1_000)]];
    return [[name, String(value), formatMoney(value, 'CNY', language)]];
  });
}

describe.each(['en', 'zh-CN'] as const)('[I4] every refusal in %s', (language) => {
  test.each(refusalCodes)('%s is a sentence in each of its forms', (code) => {
    for (const form of formsOf(code)) {
      const sentence = say(form, language);
      expect(sentence).toMatch(language === 'en' ? /^[A-Z0-9].*\.$/ : /[。]$/);
      expect(sentence).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test.each(refusalCodes)('%s says each of its numbers', (code) => {
    const forms = formsOf(code);
    const told = forms.map((form) => ({ sentence: say(form, language), numbers: numbersOf(form, language) }));
    const names = new Set(told.flatMap(({ numbers }) => numbers.map(([name]) => name)));
    const saidIn = (name: string) =>
      told.some(({ sentence, numbers }) =>
        numbers.some(([of, ...said]) => of === name && said.some((text) => sentence.includes(text))),
      );
    expect([...names].filter((name) => !saidIn(name))).toEqual([]);
  });

  test('no two codes say the same, and no two words of one', () => {
    const sentences = refusalCodes.flatMap((code) => [
      ...new Set(formsOf(code).map((form) => say(form, language))),
    ]);
    expect(sentences.length).toBeGreaterThan(refusalCodes.length);
    expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([]);
    for (const code of refusalCodes) {
      const words = Object.values<z.ZodMiniType>(refusalSchemas[code].shape).find(
        ({ def }) => def.type === 'enum',
      );
      const whole = formsOf(code).filter((_, at) => at % 2 === 0);
      const said = new Set(whole.map((form) => say(form, language)));
      expect([code, said.size]).toEqual([code, words ? wordsOf(words).length : 1]);
    }
  });
});

test('a reason that only hosts know is still a sentence to a viewer', () => {
  const wording: Wording = { money: String, clock: String, day: String };
  expect(sentenceFor({ code: 'STALE_VERSION', version: 3 }, 'en', wording)).toBe('This request isn’t valid.');
});

test('a reason has its sentence in one group', () => {
  const codes = [...groups, ...staffOnly, sentences].flatMap(({ en }) => Object.keys(en));
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
});

test('no answer is not a no', () => {
  expect(say({ code: 'NO_ANSWER' }, 'en')).toContain('never counts twice');
});
