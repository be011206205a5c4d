import { isUndecided, leavesDoubt, type Reason } from '../../shared/contract/answer.ts';
import type { ImportPreview, ImportTaken } from '../../shared/contract/catalogue-import.ts';
import type { Result } from '../../shared/values/result.ts';
import type { Outside } from './world.ts';

/** A table of products that somebody chose, and what its prices are in. */
export interface ChosenFile {
  file: Blob;
  currency: string;
}

export interface ImportFile {
  preview(chosen: ChosenFile): Promise<Result<ImportPreview, Reason>>;
  /** Takes it as it was shown, under a key that a second tap reuses until something was decided (I1). */
  take(chosen: ChosenFile, plan: string): Promise<Result<ImportTaken, Reason>>;
}

export function createImportFile({ http, newKey }: Pick<Outside, 'http' | 'newKey'>): ImportFile {
  let pending: { plan: string; key: string; inDoubt: boolean } | null = null;
  const send = <Answer>({ file }: ChosenFile, path: string, query: Record<string, string>) =>
    http.uploadPicture<Answer>(
      file.type === 'text/csv' ? file : file.slice(0, file.size, 'text/csv'),
      `/catalogue/import${path}?${new URLSearchParams(query)}`,
    );
  return {
    preview: (chosen) => send<ImportPreview>(chosen, '/preview', { currency: chosen.currency }),
    async take(chosen, plan) {
      const keyed = pending?.plan === plan ? pending : { plan, key: newKey(), inDoubt: false };
      pending = keyed;
      const { key, inDoubt } = keyed;
      const answer = await send<ImportTaken>(chosen, '', {
        ...{ currency: chosen.currency, plan, key },
        ...(inDoubt && { inDoubt: 'true' }),
      });
      if (answer.ok || !isUndecided(answer.refusal.code)) pending = null;
      else if (leavesDoubt(answer.refusal.code)) keyed.inDoubt = true;
      return answer;
    },
  };
}
