import { useId } from 'react';
import { readWordList } from '../../shared/market/chat/word-list.ts';
import './word-file.css';

/** Adds the words of a file, one a line, to those that are typed. @param onTyped hears all of them, one a line */
export function WordFile({
  name,
  typed,
  onTyped,
}: {
  name: string;
  typed: string;
  onTyped(words: string): void;
}) {
  const id = useId();
  const take = async (file: File | undefined) => {
    if (file) onTyped(readWordList(`${typed}\n${await file.text()}`).join('\n'));
  };
  return (
    <label htmlFor={id} className="word-file">
      <span className="button line">{name}</span>
      <input
        id={id}
        className="unseen"
        type="file"
        accept=".txt,.csv,text/plain,text/csv"
        onChange={({ target }) => void take(target.files?.[0])}
      />
    </label>
  );
}
