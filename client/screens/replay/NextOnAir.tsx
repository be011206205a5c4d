import type { ReplayView } from '../../../shared/contract/media.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { dayAndTime } from '../../ui/time-words.ts';
import { replayWords } from './words.ts';

/** The way to the stream on which a product can be bought, or will be; nothing where none is planned. */
export function NextOnAir({ item: { next } }: { item: ReplayView['items'][number] }) {
  const say = useMessages(replayWords);
  const language = useLanguage();
  if (!next) return null;
  return (
    <a className="replay-next figures" href={`/s/${next.slug}`}>
      {next.isOn && <i className="replay-on" aria-hidden="true" />}
      {next.isOn ? say.liveNow : say.nextOn(dayAndTime(next.startsAtMs, language))}
    </a>
  );
}
