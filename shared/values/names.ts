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

/** What a producer is called by a reader of this language. */
export function producerIn(
  language: string,
  { producer, producerEn }: { producer: string } & SecondNames,
): string {
  return (language === 'en' && producerEn) || producer;
}

/**
 * The same things under the names that a reader of this language knows them by. A producer goes by one name on a page,
 * though only some of the products say what it is called in English.
 */
export function allNamedIn<T extends { name: string; producer: string } & SecondNames>(
  language: string,
  things: readonly T[],
): T[] {
  const second = new Map(
    things.flatMap(({ producer, producerEn }) => (producerEn ? [[producer, producerEn]] : [])),
  );
  return things.map((it) => namedIn(language, { ...it, producerEn: second.get(it.producer) }));
}

/** The second name of an origin alone, if there is one; for who reads English. */
export function secondOrigin({ originEn }: { originEn?: string | undefined }): { originEn?: string } {
  return originEn ? { originEn } : {};
}

/**
 * An origin as a reader of this language knows it. It is for the eye alone: parcels and their fees go by the one name.
 */
export function originIn(language: string, it: { origin: string; originEn?: string | undefined }): string {
  return (language === 'en' && it.originEn) || it.origin;
}

/** The second name of a category alone, if there is one; for who reads English. */
export function secondCategory({ categoryEn }: { categoryEn?: string | undefined }): { categoryEn?: string } {
  return categoryEn ? { categoryEn } : {};
}

/** A category as a reader of this language knows it; it is chosen by the one name. */
export function categoryIn(
  language: string,
  it: { category: string; categoryEn?: string | undefined },
): string {
  return (language === 'en' && it.categoryEn) || it.category;
}

/** The second names of a stream and of its host; absent or empty: there is the one name. */
export interface SecondTitles {
  titleEn?: string | undefined;
  hostNameEn?: string | undefined;
}

/** The same stream under the names that a reader of this language knows it by. */
export function titledIn<T extends { title: string; hostName?: string } & SecondTitles>(
  language: string,
  it: T,
): T {
  const { titleEn, hostNameEn } = it;
  if (language !== 'en' || !(titleEn || hostNameEn)) return it;
  return { ...it, ...(titleEn && { title: titleEn }), ...(hostNameEn && { hostName: hostNameEn }) };
}

/** What the shop is called by a reader of this language, or by its one name; empty: it has none (B6). */
export function shopNameIn(language: string, { name, nameEn }: { name: string; nameEn: string }): string {
  return language === 'en' ? nameEn || name : name || nameEn;
}
