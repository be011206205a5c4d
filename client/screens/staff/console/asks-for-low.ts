/** True where the address asks for what is low of the lineup: a link from Home does. */
export function asksForLow(): boolean {
  return new URLSearchParams(location.search).get('stock') === 'low';
}
