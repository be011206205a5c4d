/** A second name for who reads English, of a product and of its producer; absent or empty: there is the one name. */
export interface SecondNames {
  nameEn?: string | undefined;
  producerEn?: string | undefined;
}

/** The second names alone, those that there are: a fact, a card or an answer without one says nothing of it. */
export function secondNames({ nameEn, producerEn }: SecondNames): { nameEn?: string; producerEn?: string } {
  return { ...(nameEn && { nameEn }), ...(producerEn && { producerEn }) };
}

/** The same thing under the names that a reader of this language knows it by. */
export function namedIn<T extends { name: string } & SecondNames>(language: string, it: T): T {
  const { nameEn, producerEn } = it;
  if (language !== 'en' || !(nameEn || producerEn)) return it;
  return { ...it, ...(nameEn && { name: nameEn }), ...(producerEn && { producer: producerEn }) };
}

/** The second names of a stream and of its host; absent or empty: there is the one name. */
export interface SecondTitles {
  titleEn?: string | undefined;
  hostNameEn?: string | undefined;
}

/** The same stream under the names that a reader of this language knows it by. */
export function titledIn<T extends { title: string; hostName: string } & SecondTitles>(
  language: string,
  it: T,
): T {
  const { titleEn, hostNameEn } = it;
  if (language !== 'en' || !(titleEn || hostNameEn)) return it;
  return { ...it, ...(titleEn && { title: titleEn }), ...(hostNameEn && { hostName: hostNameEn }) };
}
