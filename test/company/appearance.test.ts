import { pickTextColour } from '../../src/company/colour';
import { decodeLogo, encodeLogo } from '../../src/company/logo';
import { companySettingsSchema } from '../../src/company/settings';
import { abbreviateDataUrls } from '../../src/domain/text/abbreviate-data-urls';

const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');
const JPEG = Buffer.from('ffd8ffe000', 'hex');
const SETTINGS = { name: 'Acme', currency: 'EUR' };

const listProblems = (changes: object) =>
  (companySettingsSchema.safeParse({ ...SETTINGS, ...changes }).error?.issues ?? []).map(({ path }) => path.join('.'));

test.each([
  ['#ffffff', '#000000'],
  ['#000000', '#ffffff'],
  ['#ffcc00', '#000000'],
  ['#1f4e79', '#ffffff'],
  ['#d0021b', '#ffffff'],
])('text on %s is %s', (background, expected) => {
  expect(pickTextColour(background)).toBe(expected);
});

test('text has a contrast of at least 4.5 on every grey', () => {
  for (let level = 0; level < 256; level += 1) {
    const share = level / 255;
    const luminance = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    const grey = `#${level.toString(16).padStart(2, '0').repeat(3)}`;
    const contrast = pickTextColour(grey) === '#ffffff' ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
    expect([grey, contrast >= 4.5]).toEqual([grey, true]);
  }
});

test.each([
  ['image/png', PNG],
  ['image/jpeg', JPEG],
])('a logo of type %s is accepted', (mediaType, content) => {
  const logo = encodeLogo(content);
  expect(logo.startsWith(`data:${mediaType};base64,`)).toBe(true);
  expect(listProblems({ logo })).toEqual([]);
  expect(decodeLogo(logo)).toEqual({ mediaType, content });
});

test.each([
  ['an SVG', `data:image/svg+xml;base64,${Buffer.from('<svg/>').toString('base64')}`],
  ['an HTML page that says it is a PNG', `data:image/png;base64,${Buffer.from('<script>').toString('base64')}`],
  ['a JPEG that says it is a PNG', `data:image/png;base64,${JPEG.toString('base64')}`],
  ['a file of another kind', encodeLogo(Buffer.from('%PDF-1.7'))],
  ['an address', 'https://example.com/logo.png'],
  ['too large a file', encodeLogo(Buffer.concat([PNG, Buffer.alloc(64 * 1024)]))],
])('%s is no logo', (_, logo) => {
  expect(listProblems({ logo })).toEqual(['logo']);
});

test('the largest logo is accepted', () => {
  expect(listProblems({ logo: encodeLogo(Buffer.concat([PNG, Buffer.alloc(64 * 1024 - PNG.length)])) })).toEqual([]);
});

test('colour and language have defaults, and one form', () => {
  expect(companySettingsSchema.parse(SETTINGS)).toMatchObject({ colour: '#334155', language: 'en' });
  expect(companySettingsSchema.parse({ ...SETTINGS, colour: ' #AABBCC' }).colour).toBe('#aabbcc');
  for (const colour of ['red', '#abc', '#12345g', '#123456;x']) expect(listProblems({ colour })).toEqual(['colour']);
  expect(listProblems({ language: 'fr' })).toEqual(['language']);
});

test('a difference shows the size of a logo instead of its content', () => {
  expect(abbreviateDataUrls(`{"logo":"${encodeLogo(PNG)}"}`)).toBe('{"logo":"data:image/png;base64,… (9)"}');
  expect(abbreviateDataUrls('Acme')).toBe('Acme');
});
