import absences from './absences.json';
import account from './account.json';
import admin from './admin.json';
import charts from './charts.json';
import cliDemo from './cli-demo.json';
import cliErrors from './cli-errors.json';
import cliHelp from './cli-help.json';
import cliOutput from './cli-output.json';
import cohorts from './cohorts.json';
import company from './company.json';
import decisionLink from './decision-link.json';
import fieldErrors from './field-errors.json';
import fields from './fields.json';
import flash from './flash.json';
import inventory from './inventory.json';
import layout from './layout.json';
import mails from './mails.json';
import newHire from './new-hire.json';
import newOnboarding from './new-onboarding.json';
import onboarding from './onboarding.json';
import onboardingList from './onboarding-list.json';
import pagination from './pagination.json';
import preview from './preview.json';
import problemDetails from './problem-details.json';
import problems from './problems.json';
import reasons from './reasons.json';
import reports from './reports.json';
import setup from './setup.json';
import signIn from './sign-in.json';
import status from './status.json';
import tasks from './tasks.json';
import timeline from './timeline.json';
import warnings from './warnings.json';
import webhooks from './webhooks.json';

/** Messages by file name. */
export default {
  absences,
  account,
  admin,
  charts,
  'cli-demo': cliDemo,
  'cli-errors': cliErrors,
  'cli-help': cliHelp,
  'cli-output': cliOutput,
  cohorts,
  company,
  'decision-link': decisionLink,
  'field-errors': fieldErrors,
  fields,
  flash,
  inventory,
  layout,
  mails,
  'new-hire': newHire,
  'new-onboarding': newOnboarding,
  onboarding,
  'onboarding-list': onboardingList,
  pagination,
  preview,
  'problem-details': problemDetails,
  problems,
  reasons,
  reports,
  setup,
  'sign-in': signIn,
  status,
  tasks,
  timeline,
  warnings,
  webhooks,
};
