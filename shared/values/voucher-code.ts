/** The shortest and the longest code of a voucher, in characters. */
export const CODE_CHARACTERS = { min: 4, max: 16 };

const CODE = /^[0-9A-Za-z]{4,16}$/;

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
