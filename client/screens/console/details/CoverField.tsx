import { useId, useState } from 'react';
import { detailsMessages } from '../../../i18n/console-details.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { FaultWords } from '../../../ui/FaultWords.tsx';
import { StallDrawing } from '../../../ui/StallDrawing.tsx';
import { shrinkPicture } from '../../../ui/shrink-picture.ts';
import { useDataAddress } from '../../../ui/use-data-address.ts';
import { widePicture } from '../../../ui/wide-picture.ts';
import './details.css';

/** The cover of a stream as its page will show it, another one, or none. */
export function CoverField({
  picture,
  stored,
  onTake,
  onRemove,
}: {
  /** A new one, not saved yet. */
  picture: Blob | null;
  /** Path of the one that it has; '': none. */
  stored: string;
  onTake(picture: Blob): void;
  onRemove(): void;
}) {
  const say = useMessages(detailsMessages);
  const id = useId();
  const [isBad, setBad] = useState(false);
  const taken = useDataAddress(picture);
  const source = picture ? taken : widePicture(stored);

  async function take(file: File | undefined) {
    if (!file) return;
    const small = await shrinkPicture(file);
    setBad(small === null);
    if (small) onTake(small);
  }

  return (
    <fieldset className="cover-field">
      <legend>{say.cover}</legend>
      <span className="cover-shown">{source === '' ? <StallDrawing /> : <img src={source} alt="" />}</span>
      <div className="cover-acts">
        <label className="button line" htmlFor={id}>
          {source === '' ? say.takeCover : say.otherCover}
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
      {isBad ? <FaultWords>{say.badCover}</FaultWords> : <span className="hint">{say.coverHint}</span>}
    </fieldset>
  );
}
