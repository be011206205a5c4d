/** Last digits of a phone that people are found by. */
export const PHONE_END = 4;
/** A phone has no more digits (E.164). */
const MOST_DIGITS = 15;

/** What somebody looks for: people of this whole name, or whose phone ends in these digits. */
export type LookedFor = { by: 'name'; name: string } | { by: 'phone'; digits: string };

/** Half and full width, any case, spaces and dots between the parts: one name is one text (A5). '': there is none. */
export function nameWord(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** The texts that a name is found by: whole, and where it is written in two scripts (王芳 Wang Fang), each of them. */
export function nameWords(name: string): string[] {
  const whole = nameWord(name);
  const han = (whole.match(/\p{Script=Han}+/gu) ?? []).join('');
  const other = whole.replace(/\p{Script=Han}/gu, '');
  const each = han !== '' && /\p{Script=Latin}/u.test(other) ? [whole, han, other] : [whole];
  return each.filter((word) => word !== '');
}

/** What was typed: digits are the end of a phone, all else is a name; null: too few digits, or nothing to look for. */
export function lookedFor(typed: string): LookedFor | null {
  const text = typed.normalize('NFKC').trim();
  if (/^[+\d\s().-]+$/.test(text)) {
    const digits = text.replace(/\D/g, '');
    return digits.length >= PHONE_END && digits.length <= MOST_DIGITS ? { by: 'phone', digits } : null;
  }
  const name = nameWord(text);
  return name === '' ? null : { by: 'name', name };
}
