import { decodeText } from '../../http/csv/decode-text';
import { defineRoute } from '../../http/route';
import { accessResponseSchema } from '../onboardings/view-schema';
import {
  getCompany,
  getCompanyAccess,
  getCompanyVersion,
  getCompanyVersions,
  previewCompanyChange,
  putCompany,
  readCalendar,
} from './handlers';
import {
  accessQuerySchema,
  calendarBodySchema,
  companyBodySchema,
  companyHeadersSchema,
  companyPreviewSchema,
  companyResponseHeadersSchema,
  companySchema,
  daysOffSchema,
  savedCompanySchema,
  settingsBodySchema,
  versionParamsSchema,
  versionSchema,
  versionsQuerySchema,
  versionsSchema,
} from './schema';
import { setupRoutes } from './setup-routes';

const tag = 'Company';
const CALENDAR_EXAMPLE = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20271224',
  'SUMMARY:Closed',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

export const companyRoutes = [
  defineRoute({
    name: 'GET /company',
    tag,
    summary: 'The settings of the company',
    description: 'In all languages. The `ETag` names the version.',
    responses: {
      200: { description: 'The version in force.', schema: companySchema, headers: companyResponseHeadersSchema },
    },
    handle: getCompany,
  }),
  defineRoute({
    name: 'PUT /company',
    tag,
    summary: 'Change the settings of the company',
    description:
      'Makes a new version; no version is ever lost. New requests are planned with it, and no open onboarding changes. A location with open onboardings cannot be removed.',
    headers: companyHeadersSchema,
    body: companyBodySchema,
    responses: {
      200: {
        description: 'The version in force: a new one, unless nothing was different.',
        schema: savedCompanySchema,
        headers: companyResponseHeadersSchema,
      },
    },
    problems: ['version-required', 'version-conflict'],
    handle: putCompany,
  }),
  defineRoute({
    name: 'POST /company/preview',
    tag,
    summary: 'See what other settings would change',
    body: settingsBodySchema,
    responses: {
      200: { description: 'The differences, and their effect on an example.', schema: companyPreviewSchema },
    },
    handle: previewCompanyChange,
  }),
  defineRoute({
    name: 'GET /company/versions',
    tag,
    summary: 'The versions of the settings, newest first',
    query: versionsQuerySchema,
    responses: { 200: { description: 'One page, without the settings.', schema: versionsSchema } },
    handle: getCompanyVersions,
  }),
  defineRoute({
    name: 'GET /company/versions/{version}',
    tag,
    summary: 'One version of the settings, and its differences from the one before',
    params: versionParamsSchema,
    responses: { 200: { description: 'The version.', schema: versionSchema } },
    handle: getCompanyVersion,
  }),
  defineRoute({
    name: 'POST /company/days-off',
    tag,
    summary: 'Read the days off in a calendar file',
    description: 'Takes the all-day events of an iCalendar file, for `daysOff` of a location. Changes nothing.',
    body: calendarBodySchema,
    nonJsonBody: {
      mediaType: 'text/calendar',
      example: CALENDAR_EXAMPLE,
      read: (bytes, contentType) => ({ text: decodeText(bytes, contentType) }),
    },
    responses: { 200: { description: 'The days off.', schema: daysOffSchema } },
    handle: readCalendar,
  }),
  defineRoute({
    name: 'GET /company/access',
    tag,
    summary: 'The access that a new hire would get',
    description: 'By the profiles in force: the most specific one whose conditions hold, and all additions to it.',
    query: accessQuerySchema,
    responses: { 200: { description: 'The access, and the profiles that grant it.', schema: accessResponseSchema } },
    handle: getCompanyAccess,
  }),
  ...setupRoutes,
];
