import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BeforeStream } from '../../../../../shared/contract/before-stream.ts';
import { originIn } from '../../../../../shared/values/names.ts';
import { checklistWords } from '../../../../i18n/checklist.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { isLinkCopied } from '../../../../stores/host/copied-links.ts';
import { askRoute, questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Icon } from '../../../../ui/Icon.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { NotRead } from '../../shell/NotRead.tsx';
import { useConsolePlace } from '../console-place.ts';
import { useBroadcast, useConsole, useCurrency, useHost, useItemName, useMay } from '../host-context.ts';
import { dearer, type PriceFinding } from './dearer.ts';
import { usePicture } from './use-picture.ts';
import './checklist.css';

/** Prices and shipping are looked at again so often. */
const AGAIN_MS = 10_000;
/** So many are named; of more only how many. */
const NAMED = 3;

/**
 * What stands between a stream and going live, point by point, each with the tap that settles it (S14).
 * @param onLeave closes what it lies in, for a tap that leads to the console behind
 */
export function Checklist({ onLeave }: { onLeave?: () => void }) {
  const client = questionsOf(useWorld());
  return (
    <QueryClientProvider client={client}>
      <Points {...(onLeave && { onLeave })} />
    </QueryClientProvider>
  );
}

function Points({ onLeave }: { onLeave?: () => void }) {
  const say = useMessages(checklistWords);
  const world = useWorld();
  const { slug } = useConsole().host;
  const lineup = useHost(({ floor }) => `${floor.lineupVersion} ${floor.order.length}`);
  const { data, error, refetch } = useQuery({
    queryKey: ['before-stream', slug, lineup],
    queryFn: () => askRoute(world, 'beforeStream', { params: { slug } }),
    refetchInterval: AGAIN_MS,
    placeholderData: (before: BeforeStream | undefined) => before,
  });
  return (
    <section className="checklist" aria-label={say.title}>
      <h3>{say.title}</h3>
      <NotRead fault={error} onAgain={() => void refetch()} />
      <ul>
        <PicturePoint {...(onLeave && { onLeave })} />
        <StockPoint />
        {data ? (
          <>
            <ShippingPoint origins={data.origins} />
            <PricesPoint prices={data.prices} />
          </>
        ) : (
          !error && <Point name={say.prices} says={say.checking} isDone={null} />
        )}
        <LinkPoint />
      </ul>
    </section>
  );
}

function Point({
  name,
  says,
  isDone,
  children,
}: {
  name: string;
  says: ReactNode;
  /** null: nobody knows yet. */
  isDone: boolean | null;
  /** The tap that settles it. */
  children?: ReactNode;
}) {
  return (
    <li data-done={isDone ?? undefined}>
      <Icon name={isDone === false ? 'attention' : isDone ? 'check' : 'clock'} size={18} />
      <div>
        <b>{name}</b>
        <span className="soft figures">{says}</span>
      </div>
      {children}
    </li>
  );
}

function PicturePoint({ onLeave }: { onLeave?: () => void }) {
  const say = useMessages(checklistWords);
  const { setCameraOpen, turnTo } = useConsolePlace();
  const isHost = useMay('host');
  const { broadcast } = useConsole();
  const phase = useBroadcast((state) => state.phase);
  const { has, words } = usePicture();
  const canSet = useHost(({ media }) => media?.isAvailable ?? false);
  return (
    <Point name={say.picture} says={words} isDone={has}>
      {!has && isHost && canSet && phase !== 'preview' && (
        <Button
          look="line"
          onClick={() => {
            onLeave?.();
            turnTo('broadcast');
            setCameraOpen(true);
            void broadcast.preview();
          }}
        >
          {say.setUp}
        </Button>
      )}
    </Point>
  );
}

function StockPoint() {
  const say = useMessages(checklistWords);
  const { show } = useConsole();
  const nameOf = useItemName();
  const mayStock = useMay('stock');
  const mayLineup = useMay('lineup');
  const total = useHost(({ floor }) => floor.order.length);
  const none = useHost(({ floor }) =>
    floor.order.filter((itemNumber) => (floor.items[itemNumber]?.available ?? 0) <= 0).join(),
  );
  const numbers = none === '' ? [] : none.split(',').map(Number);
  const [first] = numbers;
  if (total === 0) {
    return (
      <Point name={say.stock} says={say.noProducts} isDone={false}>
        {mayLineup && (
          <Button look="line" onClick={() => show({ kind: 'add' })}>
            {say.addProducts}
          </Button>
        )}
      </Point>
    );
  }
  const says =
    first === undefined
      ? say.allStocked(total)
      : say.unstocked(numbers.slice(0, NAMED).map(nameOf), Math.max(0, numbers.length - NAMED));
  return (
    <Point name={say.stock} says={says} isDone={first === undefined}>
      {first !== undefined && mayStock && (
        <Button look="line" onClick={() => show({ kind: 'stock', itemNumber: first, sign: 1 })}>
          {say.addStock}
        </Button>
      )}
    </Point>
  );
}

function ShippingPoint({ origins }: { origins: BeforeStream['origins'] }) {
  const say = useMessages(checklistWords);
  const language = useLanguage();
  const { show } = useConsole();
  const mayLineup = useMay('lineup');
  const named = (which: BeforeStream['origins']) => {
    const names = which.map((each) => originIn(language, each) || say.noOrigin);
    return [names.slice(0, NAMED), Math.max(0, names.length - NAMED)] as const;
  };
  const free = origins.filter(({ isFree }) => isFree);
  const slow = origins.filter(({ hasDays }) => !hasDays);
  const says = [
    free.length > 0 ? say.free(...named(free)) : say.charged(origins.length),
    ...(slow.length > 0 ? [say.noDays(...named(slow))] : []),
    // The lineup has the origin that a product had when it was added.
    ...([...free, ...slow].some(({ origin }) => origin === '') ? [say.setOrigin] : []),
  ];
  if (origins.length === 0) return null;
  return (
    <Point name={say.shipping} says={says.join(' · ')} isDone={free.length + slow.length === 0}>
      {mayLineup && (
        <Button look="line" onClick={() => show({ kind: 'shipping' })}>
          {say.setShipping}
        </Button>
      )}
    </Point>
  );
}

function PricesPoint({ prices }: { prices: BeforeStream['prices'] }) {
  const say = useMessages(checklistWords);
  const { show } = useConsole();
  const nameOf = useItemName();
  const money = useMoney(useCurrency());
  const mayChange = useMay('lineup');
  const found = dearer(prices);
  const [first] = found;
  if (prices.length === 0) return null;
  const said = ({ itemNumber, priceMinor, than, minor }: PriceFinding) =>
    than === 'floor'
      ? say.belowFloor(nameOf(itemNumber), money(priceMinor), money(minor))
      : say.aboveLow(nameOf(itemNumber), money(priceMinor), money(minor), than);
  const says = first ? (
    <>
      {found.slice(0, NAMED).map((each) => (
        <span key={each.itemNumber}>{said(each)}</span>
      ))}
      {found.length > NAMED && <span>{say.morePrices(found.length - NAMED)}</span>}
    </>
  ) : (
    say.pricesFine
  );
  return (
    <Point name={say.prices} says={says} isDone={!first}>
      {first && mayChange && (
        <Button look="line" onClick={() => show({ kind: 'price', itemNumber: first.itemNumber })}>
          {say.change}
        </Button>
      )}
    </Point>
  );
}

function LinkPoint() {
  const say = useMessages(checklistWords);
  const { keep } = useWorld();
  const { host, show } = useConsole();
  const isCopied = isLinkCopied(keep, host.slug);
  return (
    <Point name={say.link} says={isCopied ? say.linkCopied : say.linkNotCopied} isDone={isCopied}>
      <Button look="line" onClick={() => show({ kind: 'links' })}>
        {say.copyLink}
      </Button>
    </Point>
  );
}
