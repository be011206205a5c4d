import { useEffect, useState } from 'react';
import { FaultWords } from './FaultWords.tsx';
import { Picture } from './Picture.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import './take-picture.css';

/** Takes a photo or chooses one, made small on the device; what cannot be read is said below it. */
export function TakePicture({
  picture,
  stored = '',
  words,
  onTake,
}: {
  picture: Blob | null;
  /** Address of the picture that the good has by now; none if it is not given. */
  stored?: string;
  words: { take: string; other: string; bad: string };
  onTake(picture: Blob | null): void;
}) {
  const [isBad, setBad] = useState(false);

  async function take(file: File | undefined) {
    if (!file) return;
    const small = await shrinkPicture(file);
    setBad(small === null);
    onTake(small);
  }

  return (
    <>
      <label className="take-picture">
        <Preview picture={picture} stored={stored} />
        <span className="button line">{picture || stored !== '' ? words.other : words.take}</span>
        <input
          className="unseen"
          type="file"
          accept="image/*"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      {isBad && <FaultWords>{words.bad}</FaultWords>}
    </>
  );
}

/** The chosen picture, as a data address: the page's rules let no blob in. */
function Preview({ picture, stored }: { picture: Blob | null; stored: string }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    setAddress('');
    if (!picture) return;
    const reader = new FileReader();
    reader.onload = () => setAddress(String(reader.result));
    reader.readAsDataURL(picture);
    return () => reader.abort();
  }, [picture]);
  const source = picture ? address : stored;
  return <Picture source={source} size={88} />;
}
