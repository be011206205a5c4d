import type { Target } from './target.ts';

/** What the server says that it counted, by the name that its metrics have: `answers_packed`. Throws if it counts no such thing. */
export async function counted({ origin }: Pick<Target, 'origin'>, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const line = new RegExp(`^fairday_${name} (\\d+)$`, 'm').exec(text);
  if (!line) throw new Error(`The server does not count ${name}.`);
  return Number(line[1]);
}
