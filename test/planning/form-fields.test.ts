import { z } from 'zod';
import { parseFormAnswers } from '../../src/domain/form-answers';
import { toFormFields, listUnsupportedFields } from '../../src/planning/form-fields';

const form = {
  assetTag: z.string().max(40).meta({ label: 'Asset tag' }),
  deliveredOn: z.iso.date().describe('Day of delivery'),
  weight: z.number().min(1).max(30).optional(),
  carrier: z.enum(['post', 'courier']),
  insured: z.boolean().optional().meta({ label: 'Insured?' }),
};

test('a form becomes fields with labels, bounds and choices', () => {
  expect(JSON.parse(JSON.stringify(toFormFields(form)))).toEqual([
    { name: 'assetTag', label: 'Asset tag', type: 'text', required: true, maxLength: 40 },
    { name: 'deliveredOn', label: 'Day of delivery', type: 'date', required: true },
    { name: 'weight', label: 'Weight', type: 'number', required: false, minimum: 1, maximum: 30 },
    { name: 'carrier', label: 'Carrier', type: 'choice', required: true, choices: ['post', 'courier'] },
    { name: 'insured', label: 'Insured?', type: 'yes-no', required: false },
  ]);
});

test('the form accepts and rejects the same answers as its schemas', () => {
  const good = { assetTag: 'L14-001', deliveredOn: '2027-02-26', weight: 2, carrier: 'post', insured: true };
  for (const answers of [good, { ...good, weight: undefined }, { ...good, weight: 31 }, { ...good, carrier: 'owl' }]) {
    const isAccepted = z.object(form).safeParse(answers).success;
    expect('answers' in parseFormAnswers(toFormFields(form), answers)).toBe(isAccepted);
  }
});

test.each<[string, z.ZodType]>([
  ['an object', z.object({})],
  ['a list', z.array(z.string())],
  ['a date object', z.date()],
  ['an e-mail address', z.email()],
  ['a pattern', z.string().regex(/^L/)],
  ['a custom refinement', z.string().refine((text) => text !== 'x')],
  [
    'a custom refinement of an optional field',
    z
      .string()
      .refine((text) => text !== 'x')
      .optional(),
  ],
  ['an open bound', z.number().gt(3)],
  ['whole numbers', z.int()],
  ['a choice of numbers', z.literal([1, 2])],
  ['a transformation', z.string().transform((text) => text.length)],
  ['a default value', z.string().default('x')],
])('%s is unsupported', (_what, schema) => {
  expect(listUnsupportedFields({ tag: z.string(), odd: schema })).toEqual(['odd']);
});
