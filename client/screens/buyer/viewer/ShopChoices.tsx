import type { CategoryCount } from '../../../../shared/contract/search.ts';
import { categoryIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import type { ShopSort } from './arrange-shop.ts';
import { shopWords } from './shop-words.ts';
import './shop-choices.css';

/** In which order the shop stands, and what of it; as high before the categories have come. */
export function ShopChoices({
  sort,
  onSort,
  categories,
  category,
  onCategory,
}: {
  sort: ShopSort;
  onSort(sort: ShopSort): void;
  categories: readonly CategoryCount[];
  /** null: all. */
  category: string | null;
  onCategory(category: string | null): void;
}) {
  const say = useMessages(shopWords);
  const language = useLanguage();
  return (
    <div className="shop-choices">
      <label>
        <span className="unseen">{say.sort}</span>
        <select value={sort} onChange={(event) => onSort(event.target.value as ShopSort)}>
          {(['host', 'cheap', 'dear', 'name'] as const).map((each) => (
            <option key={each} value={each}>
              {say.sorts[each]}
            </option>
          ))}
        </select>
      </label>
      {categories.length > 1 && (
        <label>
          <span className="unseen">{say.category}</span>
          <select value={category ?? ''} onChange={(event) => onCategory(event.target.value || null)}>
            <option value="">{say.allCategories}</option>
            {categories.map((each) => (
              <option key={each.category} value={each.category}>
                {`${categoryIn(language, each)} · ${each.products}`}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
