import type { Reason } from '../../shared/contract/answer.ts';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import type { Result } from '../../shared/values/result.ts';
import { createRemoteValue, type RemoteState, type RemoteValue } from './remote-value.ts';
import type { Outside } from './world.ts';

/**
 * Keeps the last answers to one kind of question, so that what is opened again stands there at once, and moves nothing as
 * the next answer comes.
 * @param most of them; the one given longest ago is forgotten
 * @returns asks: `name` tells the questions apart, `again` is that of {@link createRemoteValue}
 */
export function keepAnswers<Value>(most: number) {
  const kept = new WeakMap<Outside['http'], BoundedMap<string, Value>>();
  return (
    http: Outside['http'],
    name: string,
    ask: () => Promise<Result<Value, Reason>>,
    again?: (known: RemoteState<Value>) => number | null,
  ): RemoteValue<Value> => {
    const answers = kept.get(http) ?? new BoundedMap<string, Value>(most);
    kept.set(http, answers);
    const asked = createRemoteValue(async () => {
      const answer = await ask();
      if (answer.ok) answers.set(name, answer.value);
      return answer;
    }, again);
    const known = answers.get(name);
    if (known !== undefined) asked.store.setState({ value: known });
    return asked;
  };
}
