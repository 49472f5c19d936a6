import { foldText } from '../../../src/domain/text/fold-text';

test.each([
  ['Nguyễn', 'nguyen'],
  ['ÉLISE', 'elise'],
  ['Łukasz Żółć', 'lukasz zolc'],
  ["O'Brien", 'obrien'],
  ['O’Brien', 'obrien'],
  ['Groß', 'gross'],
  ['Đặng', 'dang'],
  ['Åse Øst', 'ase ost'],
  ['张伟', '张伟'],
])('%s is searched as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});
