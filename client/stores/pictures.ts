import type { Reason } from '../../shared/contract/answer.ts';
import { ok, type Result, refuse } from '../../shared/values/result.ts';
import type { Http } from '../connection/http.ts';

/** A picture as a form has it: the path of one that is on the server, or one that was taken just now. */
export type FormPicture = string | Blob;

/** A request about a product as its form makes it: its pictures go up first. */
export type WithPictures<Request> = Omit<Request, 'picture' | 'morePictures'> & {
  morePictures?: readonly FormPicture[] | undefined;
};

/** Brings pictures of goods to the server, each once, whatever becomes of the form that it belongs to. */
export function createPictures(http: Pick<Http, 'uploadPicture'>) {
  const uploaded = new WeakMap<Blob, string>();

  async function one(picture: Blob): Promise<Result<string, Reason>> {
    const known = uploaded.get(picture);
    if (known !== undefined) return ok(known);
    const answer = await http.uploadPicture(picture);
    if (!answer.ok) return refuse(answer.refusal);
    uploaded.set(picture, answer.value.picture);
    return ok(answer.value.picture);
  }

  /**
   * @param first null: it stays as it is
   * @param more those beside the first, in their order; undefined: they stay as they are
   * @returns the paths to name in the request, or why one could not be brought up
   */
  return async (
    first: Blob | null,
    more?: readonly FormPicture[],
  ): Promise<Result<{ picture?: string; morePictures?: string[] }, Reason>> => {
    const named: { picture?: string; morePictures?: string[] } = {};
    if (first) {
      const answer = await one(first);
      if (!answer.ok) return answer;
      named.picture = answer.value;
    }
    if (more) {
      named.morePictures = [];
      for (const picture of more) {
        const answer = typeof picture === 'string' ? ok(picture) : await one(picture);
        if (!answer.ok) return answer;
        named.morePictures.push(answer.value);
      }
    }
    return ok(named);
  };
}
