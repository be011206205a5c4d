import type { ReturnTerms } from './return-terms.ts';

/** The most characters of a description, line breaks counted. */
export const MAX_DESCRIPTION = 1_000;
/** The most pictures of a product beside its first: six in all. */
export const MAX_MORE_PICTURES = 5;

/** What a product's own page tells beside its name; absent: nothing. */
export interface ProductDetails {
  description?: string;
  /** For who reads English; absent: everybody reads the one description. */
  descriptionEn?: string;
  /** Pictures beside the first, in the order they are shown. */
  morePictures?: string[];
  /** Absent: the shop's own terms, for who asks. */
  returns?: ReturnTerms;
}

/** The details alone, those that there are: a fact or an answer without one says nothing of it. */
export function productDetails(from: {
  description?: string | undefined;
  descriptionEn?: string | undefined;
  morePictures?: readonly string[] | undefined;
  returns?: ReturnTerms | undefined;
}): ProductDetails {
  const { description, descriptionEn, morePictures = [], returns } = from;
  return {
    ...(description && { description }),
    ...(descriptionEn && { descriptionEn }),
    ...(morePictures.length > 0 && { morePictures: [...morePictures] }),
    ...(returns && { returns: { ...returns } }),
  };
}

/** The description as a reader of this language has it; empty: there is none. */
export function describedIn(
  language: string,
  {
    description = '',
    descriptionEn,
  }: { description?: string | undefined; descriptionEn?: string | undefined },
): string {
  return (language === 'en' && descriptionEn) || description;
}
