import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { setLanguage } from '../../client/i18n/language.ts';
import { TrackParcel } from '../../client/screens/buyer/orders/TrackParcel.tsx';
import { WorldContext } from '../../client/stores/world.ts';
import { CARRIERS, carrierOf, trackingOf } from '../../shared/market/parcel/carriers.ts';
import { carrier as carrierText } from '../../shared/market/parcel/contract.ts';
import { fakeLive } from './fake-live.ts';
import { aGuest, fakeWorld } from './fake-world.ts';

test('each carrier of the list can be kept, is found by its own name, and leads to a page of its own over https', () => {
  const hosts = new Set<string>();
  for (const each of CARRIERS) {
    expect(carrierText.parse(each.name)).toBe(each.name);
    expect(carrierOf(each.name), each.name).toBe(each);
    const { address, knows } = trackingOf(each, 'AB-12');
    expect(knows).toBe(each.link !== undefined);
    expect(address.includes('AB-12')).toBe(knows);
    const { protocol, host } = new URL(address);
    expect([protocol, host]).toEqual(['https:', new URL(each.page).host]);
    hosts.add(host);
  }
  expect(hosts.size).toBe(CARRIERS.length);
});

test.each([
  ['SF', 'SF Express'],
  ['顺丰', 'SF Express'],
  ['中通快递 ZTO', 'ZTO Express'],
  ['yto express', 'YTO Express'],
  ['China Post', 'China Post EMS'],
  ['J&T', 'J&T Express'],
  ['royal  mail', 'Royal Mail'],
])('what staff wrote before there was a list, “%s”, is %s', (written, en) => {
  expect(carrierOf(written)?.en).toBe(en);
});

test.each(['Stow & Sons', 'Wang with the van', 'upside', 'Mail'])('“%s” is nobody of the list', (written) => {
  expect(carrierOf(written)).toBeNull();
});

/** The number of a parcel of some carrier, as its buyer sees it. */
function show(carrier: string, code: string, { isDemo = false } = {}): void {
  const world = fakeWorld(fakeLive());
  world.me.store.setState({ me: { ...aGuest, isDemo } });
  render(
    <WorldContext value={world}>
      <TrackParcel carrier={carrier} code={code} />
    </WorldContext>,
  );
}

test('a parcel is asked for at its carrier, with its number where the page takes it, else the page says to copy it', async () => {
  userEvent.setup();
  show('顺丰速运 SF Express', 'SF123');
  expect(screen.getByRole('link', { name: 'Track parcel' })).toHaveAttribute(
    'href',
    'https://www.sf-express.com/we/ow/chn/sc/waybill/waybill-detail/SF123',
  );
  expect(screen.getByText('SF Express')).toBeInTheDocument();
  expect(screen.queryByText(/has no public link|made up/)).toBeNull();
  cleanup();
  show('圆通速递 YTO', 'YT9');
  const link = screen.getByRole('link', { name: 'Open YTO Express’s site' });
  expect(link).toHaveAttribute('href', 'https://www.yto.net.cn/');
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  expect(screen.getByText(/copy the number and enter it there/)).toBeInTheDocument();
  fireEvent.click(screen.getByRole('button', { name: 'Copy number' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeInTheDocument();
  expect(await navigator.clipboard.readText()).toBe('YT9');
});

test('in a demo it says beside the link that no carrier has such a number', () => {
  show('圆通速递 YTO', 'YT9', { isDemo: true });
  expect(screen.getByText(/The number is made up/)).toBeInTheDocument();
});

test('a carrier that nobody knows stays text, and a Chinese reader reads the Chinese names', () => {
  show('Wang with the van', '1');
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.getByText('Wang with the van')).toBeInTheDocument();
  setLanguage('zh-CN');
  show('SF', '2');
  expect(screen.getByText('顺丰速运')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: '查物流' })).toBeInTheDocument();
});
