import { useId, useState } from 'react';
import { detailsMessages } from '../../../../i18n/console-details.ts';
import { useMessages } from '../../../../i18n/language.ts';
import type { PagePicture } from '../../../../stores/stream-page-store.ts';
import { Button } from '../../../../ui/Button.tsx';
import { FaultWords } from '../../../../ui/FaultWords.tsx';
import { StallDrawing } from '../../../../ui/StallDrawing.tsx';
import { shrinkPicture } from '../../../../ui/shrink-picture.ts';
import { useDataAddress } from '../../../../ui/use-data-address.ts';
import { widePicture } from '../../../../ui/wide-picture.ts';
import './details.css';

/** The cover of a stream or the face of its host as its page will show it, another one, or none. */
export function PictureField({
  of,
  picture,
  stored,
  onTake,
  onRemove,
}: {
  of: PagePicture;
  /** A new one, not saved yet. */
  picture: Blob | null;
  /** Path of the one that it has; '': none. */
  stored: string;
  onTake(picture: Blob): void;
  onRemove(): void;
}) {
  const say = useMessages(detailsMessages);
  const words = say.pictures[of];
  const id = useId();
  const [isBad, setBad] = useState(false);
  const taken = useDataAddress(picture);
  const source = picture ? taken : of === 'cover' ? widePicture(stored) : stored;

  async function take(file: File | undefined) {
    if (!file) return;
    const small = await shrinkPicture(file);
    setBad(small === null);
    if (small) onTake(small);
  }

  return (
    <fieldset className="cover-field">
      <legend>{words.name}</legend>
      <span className={of === 'cover' ? 'cover-shown' : 'cover-shown host-shown'}>
        {source === '' ? <StallDrawing /> : <img src={source} alt="" />}
      </span>
      <div className="cover-acts">
        <label className="button line" htmlFor={id}>
          {source === '' ? words.take : say.otherCover}
        </label>
        <input
          id={id}
          className="unseen"
          type="file"
          accept="image/*"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        {source !== '' && (
          <Button look="quiet" onClick={onRemove}>
            {say.noCover}
          </Button>
        )}
      </div>
      {isBad ? <FaultWords>{say.badCover}</FaultWords> : <span className="hint">{words.hint}</span>}
    </fieldset>
  );
}
