/** True for a name by which only a machine itself reaches itself, as an address writes it (`[::1]`) or bare (`::1`). */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || /^(?:\[::1\]|::1)$/.test(name) || /^127(?:\.\d{1,3}){3}$/.test(name);
}
