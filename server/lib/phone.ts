/**
 * A phone number in E.164 (`+8613800138000`), so that one phone written in several ways counts once (H7).
 * A number without a country gets the shop's; a leading trunk 0 is dropped.
 * @param phone digits, perhaps with a leading +, perhaps with spaces, dashes, brackets
 * @param country calling code without +, `86`
 */
export function toE164(phone: string, country: string): string {
  const compact = phone.replace(/[^\d+]/g, '');
  if (compact.startsWith('+')) return compact;
  if (compact.startsWith('00')) return `+${compact.slice(2)}`;
  if (compact.startsWith('0')) return `+${country}${compact.slice(1)}`;
  // 86 138 0013 8000: the country is there already, only its + is missing.
  if (compact.startsWith(country) && compact.length > 10 + country.length - 1) return `+${compact}`;
  return `+${country}${compact}`;
}
