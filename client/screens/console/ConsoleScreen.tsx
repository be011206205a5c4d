/** The console of one stream, or without one the list to choose from. */
export function ConsoleScreen({ slug }: { slug?: string }) {
  return (
    <main className="page">
      <h1>{slug ?? 'Fairday'}</h1>
    </main>
  );
}
