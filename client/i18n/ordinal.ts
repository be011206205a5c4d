/** `3rd`. */
export function ordinal(n: number): string {
  const isTeen = n % 100 > 10 && n % 100 < 14;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}
