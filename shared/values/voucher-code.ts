/** The shortest and the longest code of a voucher, in characters. */
export const CODE_CHARACTERS = { min: 4, max: 16 };

export const CODE = new RegExp(`^[0-9A-Za-z]{${CODE_CHARACTERS.min},${CODE_CHARACTERS.max}}$`);

/** How long a code is that we make up: 31 letters and digits at each place, so that nobody guesses one of 850 thousand million. */
const MADE_UP_CHARACTERS = 8;
/** What nobody takes for anything else, read or heard. */
const PLAIN = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Makes up a code. @param random gives so many random bytes */
export function madeUpCode(random: (count: number) => Uint8Array): string {
  let code = '';
  while (code.length < MADE_UP_CHARACTERS) {
    for (const byte of random(MADE_UP_CHARACTERS)) {
      // A byte beyond the last whole round would make some letters likelier.
      if (byte < 248 && code.length < MADE_UP_CHARACTERS) code += PLAIN[byte % PLAIN.length];
    }
  }
  return code;
}

/**
 * A code as people write and type it, made plain: wide letters of a Chinese keyboard become narrow ones, spaces and
 * hyphens go, letters become capitals. Null if it is not 4 to 16 letters and digits then.
 */
export function readCode(typed: string): string | null {
  if (typed.length > 4 * CODE_CHARACTERS.max) return null;
  const plain = typed.normalize('NFKC').replace(/[\s-]/g, '');
  return CODE.test(plain) ? plain.toUpperCase() : null;
}

/**
 * What a code is compared by: capitals, with the letters that are taken for digits as those digits. So `spring`, `SPRING`
 * and `SPR1NG` are one code, and nobody has to know which it was.
 */
export function foldCode(code: string): string {
  return code.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}
