import type { Reason } from '../../shared/contract/answer.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';

/** Brings pictures of goods to the server, each once, whatever becomes of the form that it belongs to. */
export function createPictures(http: Pick<Http, 'uploadPicture'>) {
  const uploaded = new WeakMap<Blob, string>();

  /** @returns `{ picture }` with its path, or nothing if there is no picture */
  return async (picture: Blob | null): Promise<Result<{ picture?: string }, Reason>> => {
    if (!picture) return ok({});
    const known = uploaded.get(picture);
    if (known !== undefined) return ok({ picture: known });
    const answer = await http.uploadPicture(picture);
    if (!answer.ok) return refuse(answer.refusal);
    uploaded.set(picture, answer.value.picture);
    return ok({ picture: answer.value.picture });
  };
}
