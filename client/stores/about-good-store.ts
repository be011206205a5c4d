import type { AboutGood } from '../../shared/contract/catalogue.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { createRemoteValue, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/** The products whose answers are kept; a stream numbers at most five hundred. */
const MAX_KEPT = 500;

/** What was answered last, so that a product that is opened again stands there at once. */
const kept = new WeakMap<Outside['http'], BoundedMap<string, AboutGood>>();

/** What a product of a stream tells beside its card: the last answer at once, and the next one when it is there. */
export function createAboutGoodStore(
  slug: string,
  itemNumber: number,
  { http }: Pick<Outside, 'http'>,
): RemoteValue<AboutGood> {
  const answers = kept.get(http) ?? new BoundedMap<string, AboutGood>(MAX_KEPT);
  kept.set(http, answers);
  const name = `${slug} ${itemNumber}`;
  const asked = createRemoteValue(async () => {
    const answer = await http.call('aboutGood', { params: { slug, itemNumber: String(itemNumber) } });
    if (answer.ok) answers.set(name, answer.value);
    return answer;
  });
  const known = answers.get(name);
  if (known) asked.store.setState({ value: known });
  return asked;
}
