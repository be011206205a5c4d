/** What somebody who works here is called by a reader of this language; who has no second name goes by the one name. */
export function personIn(language: string, name: string, nameEn: string | undefined): string {
  return (language === 'en' && nameEn) || name;
}
