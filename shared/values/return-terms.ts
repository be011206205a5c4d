/** The most days for which a product may be returned: longer than any shop allows. */
export const MAX_RETURN_DAYS = 90;

/** On what terms a product may be returned without a reason, unused. Of a perishable one they don't count (O6). */
export interface ReturnTerms {
  /** From its delivery on. */
  days: number;
  /** Who pays for sending it back. */
  paidBy: 'buyer' | 'shop';
}

/** On what terms a line was sold (O6): its product's own; `shop`: it had none; `perishable`: nothing comes back without a reason. */
export type SoldTerms = ReturnTerms | 'shop' | 'perishable';

/** The terms on which a product of the catalogue is sold. */
export function soldTermsOf({
  isPerishable,
  returns,
}: {
  isPerishable: boolean;
  returns?: ReturnTerms | undefined;
}): SoldTerms {
  if (isPerishable) return 'perishable';
  return returns ? { ...returns } : 'shop';
}

/** The terms that there are, of what may have none: a fact or an answer without them says nothing of them. */
export function soldTermsIn({ returns }: { returns?: SoldTerms | null | undefined }): {
  returns?: SoldTerms;
} {
  return returns ? { returns } : {};
}

/** Terms as a table keeps them: `shop`, `perishable`, or days and who pays, `7 buyer`. */
export function textOfTerms(terms: SoldTerms): string {
  return typeof terms === 'string' ? terms : `${terms.days} ${terms.paidBy}`;
}

/** The terms that `textOfTerms` wrote; null: none were kept. */
export function termsOfText(text: string | null): SoldTerms | null {
  if (text === null || text === 'shop' || text === 'perishable') return text;
  const [days, paidBy] = text.split(' ');
  return { days: Number(days), paidBy: paidBy === 'shop' ? 'shop' : 'buyer' };
}
