import type { CopiedStream } from '../../../../../shared/contract/copy-stream.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { copyStreamWords } from '../../../../i18n/copy-stream.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Notice } from '../../../../ui/Notice.tsx';
import './copy.css';

/** What of a lineup went into its copy, and what did not: each with its reason. */
export function Copied({ copied: { added, short, refused } }: { copied: CopiedStream }) {
  const say = useMessages(copyStreamWords);
  const language = useLanguage();
  return (
    <div className="copied">
      <Notice tone="done">{say.done(added)}</Notice>
      {refused.length > 0 && (
        <section aria-label={say.refused}>
          <h3>{say.refused}</h3>
          <ul>
            {refused.map((product) => (
              <li key={product.productId}>
                <span>{namedIn(language, product).name}</span>
                <span className="soft">{say.why[product.code]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {short.length > 0 && (
        <section aria-label={say.short}>
          <h3>{say.short}</h3>
          <ul>
            {short.map((product) => (
              <li key={product.productId}>
                <span>{namedIn(language, product).name}</span>
                <span className="soft figures">{say.ofWanted(product.units, product.wanted)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
