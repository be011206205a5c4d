import type { ProducersStream } from '../../../../shared/contract/producer-profile.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { profileWords } from './words.ts';

/** Where a producer's products are shown, will be, and were. */
export function ProfileStreams({ streams }: { streams: readonly ProducersStream[] }) {
  const say = useMessages(profileWords);
  const language = useLanguage();
  if (streams.length === 0) return null;
  return (
    <section>
      <h2>{say.streams}</h2>
      <ul className="profile-streams">
        {streams.map((stream) => {
          const { slug, when, startsAtMs } = stream;
          const time = dayAndTime(startsAtMs, language);
          return (
            <li key={slug}>
              <a href={when === 'past' ? `/replay/${slug}` : `/s/${slug}`}>
                <bdi>{titledIn(language, stream).title}</bdi>
                <span className={when === 'on' ? 'row-when on' : 'soft figures'}>
                  {when === 'on' && <i aria-hidden="true" />}
                  {{ on: say.liveNow, coming: say.starts(time), past: say.past(time) }[when]}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
