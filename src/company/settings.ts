import { z } from 'zod';
import { failWith } from '../domain/field-errors/fail-with';
import {
  codeSchema,
  emailSchema,
  isoDateSchema,
  multilineTextSchema,
  singleLineTextSchema,
} from '../domain/text/schemas';
import { profileSchema, systemSchema } from './access-schema';
import { LOCALES } from '../domain/locale';
import { addProfileIssues } from './check-profiles';
import { colourSchema, DEFAULT_COLOUR } from './colour';
import { companyParagraphSchema, companyTextSchema } from './company-text';
import { logoSchema } from './logo';
import { addRegionIssues, isTimeZone } from './regions';

const MAX_DAYS_OFF = 400;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const CURRENCY = /^[A-Z]{3}$/;

/** Local time of day, `HH:mm`. */
const timeOfDaySchema = () => z.string().refine((time) => TIME_OF_DAY.test(time), failWith('format.time-of-day', {}));

const currencySchema = () => z.string().refine((code) => CURRENCY.test(code), failWith('format.currency', {}));

/** Days on which a location is closed, besides its public holidays. `to` is the last one; default: only `from`. */
export const dayOffSchema = z
  .strictObject({
    from: isoDateSchema(),
    to: isoDateSchema().optional(),
    title: companyTextSchema(120).optional(),
  })
  .refine(({ from, to }) => to === undefined || to >= from, failWith('before-start', {}, 'to'));

const WORKING_DAYS = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length, failWith('repeated', {}))
  .overwrite((days) => [...days].sort())
  .meta({ description: 'ISO weekdays: Monday is 1.' });

export const locationSchema = z
  .strictObject({
    title: companyTextSchema(80),
    timeZone: z.string().refine(isTimeZone, failWith('format.time-zone', {})),
    country: z.string().meta({ description: 'ISO 3166 code; its public holidays are days off.', example: 'DE' }),
    state: z.string().optional().meta({ description: 'Code as in the library date-holidays.', example: 'BY' }),
    workingDays: WORKING_DAYS.default([1, 2, 3, 4, 5]),
    startTime: timeOfDaySchema().default('09:00'),
    endTime: timeOfDaySchema().default('17:00'),
    daysOff: z.array(dayOffSchema).max(MAX_DAYS_OFF).default([]),
    address: multilineTextSchema(500).optional(),
    arrival: companyParagraphSchema(2_000)
      .optional()
      .meta({ description: 'How to arrive on the first day, for the new hire.' }),
  })
  .refine(({ startTime, endTime }) => endTime > startTime, failWith('not-after-start', {}, 'endTime'))
  .superRefine(addRegionIssues);

const departmentsSchema = z
  .array(singleLineTextSchema(80))
  .max(500)
  .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, failWith('repeated', {}));

/** One document with everything that another company would answer differently. */
export const companySettingsSchema = z
  .strictObject({
    name: singleLineTextSchema(120),
    language: z
      .enum(LOCALES)
      .default('en')
      .meta({ description: 'Of mails and pages, for everyone who has chosen none.' }),
    logo: logoSchema().optional(),
    colour: colourSchema().default(DEFAULT_COLOUR).meta({ description: 'Of the buttons in mails.' }),
    signature: companyParagraphSchema(1_000)
      .optional()
      .meta({ description: 'Last lines of every mail. Default: the name.' }),
    currency: currencySchema(),
    exchangeRates: z
      .record(currencySchema(), z.number().positive().max(1e9))
      .default({})
      .meta({ description: 'Price of one unit of another currency in the currency of the company.' }),
    supportContact: emailSchema().optional(),
    departments: departmentsSchema.default([]),
    locations: z.record(codeSchema(), locationSchema).default({}),
    systems: z.record(codeSchema(), systemSchema).default({}),
    profiles: z.record(codeSchema(), profileSchema).default({}),
    isSample: z.boolean().default(false).meta({ description: 'True for the sample company.' }),
  })
  .refine(({ currency, exchangeRates }) => !(currency in exchangeRates), failWith('invalid', {}, 'exchangeRates'))
  .superRefine(addProfileIssues);

export type CompanySettings = z.output<typeof companySettingsSchema>;
export type CompanySettingsInput = z.input<typeof companySettingsSchema>;
export type Location = z.output<typeof locationSchema>;
export type DayOff = z.output<typeof dayOffSchema>;

/** The settings in force, with the number of their version. */
export type Company = CompanySettings & { readonly version: number };

/** Returns the settings without their version. */
export const toSettings = ({ version: _version, ...settings }: Company): CompanySettings => settings;

/** Before the first version: nobody can be onboarded, because there is no location. */
export const UNSET_COMPANY: Company = {
  version: 0,
  ...companySettingsSchema.parse({ name: 'Firstday', currency: 'EUR' }),
};
