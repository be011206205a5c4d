import { areaList } from '@vant/area-data';
import { type Areas, areasOf } from './china-areas.ts';
import { areaFinder } from './find-area.ts';
import { type SplitContact, splitContact } from './split-contact.ts';

/** What a form needs of addresses in China. It is a chunk of its own of 30 kB, fetched when the form opens. */
export interface China {
  areas: Areas;
  /** Splits a pasted text. */
  split(text: string): SplitContact;
  /**
   * The same of what stands in the field of the street, or of the name: null unless it says more than that, so that
   * a street is never taken for an area.
   */
  splitField(text: string, isStreet: boolean): SplitContact | null;
}

const areas = areasOf(areaList);
const findArea = areaFinder(areas);

export const china: China = {
  areas,
  split: (text) => splitContact(text, findArea),
  splitField(text, isStreet) {
    const found = splitContact(text, findArea);
    if (found.province === undefined) return null;
    if (found.phone !== undefined) return found;
    const area = isStreet ? findArea(text.trim()) : null;
    return area?.start === 0 && area.district !== undefined ? found : null;
  },
};
