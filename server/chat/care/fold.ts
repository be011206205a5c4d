import { Converter } from 'opencc-js/t2cn';

/**
 * Letters of other scripts and digits that are drawn like a Latin letter. Both sides of a comparison go through it, so
 * that it need not be right about what somebody meant, only the same for all that looks the same.
 */
const LOOKS_LIKE: Record<string, string> = {
  а: 'a',
  ɑ: 'a',
  α: 'a',
  '@': 'a',
  '4': 'a',
  в: 'b',
  β: 'b',
  ь: 'b',
  '8': 'b',
  с: 'c',
  ϲ: 'c',
  '¢': 'c',
  ԁ: 'd',
  е: 'e',
  ё: 'e',
  є: 'e',
  ε: 'e',
  '€': 'e',
  '3': 'e',
  ɡ: 'g',
  '9': 'g',
  һ: 'h',
  н: 'h',
  η: 'n',
  і: 'i',
  ї: 'i',
  ι: 'i',
  ı: 'i',
  l: 'i',
  '£': 'i',
  '1': 'i',
  '|': 'i',
  ӏ: 'i',
  ј: 'j',
  к: 'k',
  κ: 'k',
  м: 'm',
  μ: 'm',
  п: 'n',
  о: 'o',
  ο: 'o',
  σ: 'o',
  '0': 'o',
  〇: 'o',
  ᴏ: 'o',
  р: 'p',
  ρ: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  $: 's',
  '5': 's',
  т: 't',
  τ: 't',
  '7': 't',
  υ: 'u',
  ц: 'u',
  ѵ: 'v',
  ν: 'v',
  ԝ: 'w',
  ω: 'w',
  ш: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
  ү: 'y',
  з: 'z',
  '2': 'z',
  // Latin letters with a stroke, a hook or a tail: no normal form takes it off.
  ƀ: 'b',
  ɓ: 'b',
  ȼ: 'c',
  ƈ: 'c',
  ð: 'd',
  đ: 'd',
  ɖ: 'd',
  ɗ: 'd',
  ɇ: 'e',
  ǝ: 'e',
  ə: 'e',
  ƒ: 'f',
  ǥ: 'g',
  ɠ: 'g',
  ħ: 'h',
  ɦ: 'h',
  ɨ: 'i',
  ɩ: 'i',
  ł: 'i',
  ƚ: 'i',
  ɫ: 'i',
  ɬ: 'i',
  ɭ: 'i',
  ɉ: 'j',
  ȷ: 'j',
  ƙ: 'k',
  ɱ: 'm',
  ƞ: 'n',
  ŋ: 'n',
  ɲ: 'n',
  ɳ: 'n',
  ø: 'o',
  ɵ: 'o',
  ɔ: 'o',
  þ: 'p',
  ƥ: 'p',
  ɋ: 'q',
  ɍ: 'r',
  ɼ: 'r',
  ɽ: 'r',
  ȿ: 's',
  ʂ: 's',
  ŧ: 't',
  ƫ: 't',
  ƭ: 't',
  ʈ: 't',
  ʉ: 'u',
  ʋ: 'v',
  ⱳ: 'w',
  ɏ: 'y',
  ƴ: 'y',
  ƶ: 'z',
  ȥ: 'z',
  ɀ: 'z',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ᴀ: 'a',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ꜰ: 'f',
  ɢ: 'g',
  ʜ: 'h',
  ɪ: 'i',
  ᴊ: 'j',
  ᴋ: 'k',
  ʟ: 'i',
  ᴍ: 'm',
  ɴ: 'n',
  ᴘ: 'p',
  ʀ: 'r',
  ꜱ: 's',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ʏ: 'y',
  ᴢ: 'z',
}; // prettier-ignore

const simplify = Converter({ from: 't', to: 'cn' });
/** What each Chinese character becomes, as it was met; there are no more than the language has. */
const simplified = new Map<string, string>();

/** A text in which all that looks the same is the same, and where each of its characters stood. */
export interface Folded {
  text: string;
  /** Of each UTF-16 unit of `text`: from where to where its character stood in what was folded. */
  from: number[];
  to: number[];
}

/**
 * Width, case, accents, spacing, punctuation, hidden characters, look-alikes, and traditional for simplified characters
 * are gone. A character is converted by itself, so that a word is the same wherever it stands.
 */
export function fold(written: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] };
  let at = 0;
  for (const character of written) {
    const next = at + character.length;
    for (const letter of character.normalize('NFKD').toLowerCase()) {
      const kept = LOOKS_LIKE[letter] ?? (/[\p{L}\p{N}]/u.test(letter) ? simplifiedOf(letter) : '');
      for (let unit = 0; unit < kept.length; unit++) {
        folded.from.push(at);
        folded.to.push(next);
      }
      folded.text += kept;
    }
    at = next;
  }
  return folded;
}

function simplifiedOf(letter: string): string {
  if (letter < '㐀') return letter;
  let one = simplified.get(letter);
  if (one === undefined) {
    one = simplify(letter) as string;
    simplified.set(letter, one);
  }
  return one;
}
