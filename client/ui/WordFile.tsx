import { useId } from 'react';
import { MAX_WORD } from '../../shared/market/chat/bounds.ts';
import { tooLongIn, wordsIn } from '../../shared/market/chat/word-list.ts';
import { useMessages } from '../i18n/language.ts';
import { wordFileWords } from './word-file-words.ts';
import './word-file.css';

/**
 * Adds the words of a file, one a line, to those that are typed; below stands how many of all are too long to be kept.
 * @param onTyped hears all of them, one a line
 */
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
  const say = useMessages(wordFileWords);
  const left = tooLongIn(typed);
  const take = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const text = textOf(await file.arrayBuffer());
    // The same file may be chosen once more, with other words.
    input.value = '';
    onTyped(wordsIn(`${typed}\n${text}`).join('\n'));
  };
  return (
    <>
      <label htmlFor={id} className="word-file">
        <span className="button line">{name}</span>
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".txt,.csv,text/plain,text/csv"
          onChange={({ target }) => void take(target)}
        />
      </label>
      <p role="status" className="soft">
        {left > 0 && say.tooLong(left, MAX_WORD)}
      </p>
    </>
  );
}

/** What is no UTF-8 was written by an editor of Windows, in Chinese. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
