import { z } from 'zod';
import { definePlan } from '../src/planning/define-plan';
import { activity, approval, approvals, businessDays, dayOneAt, days, employedAs, task } from '../src/planning/dsl';
import { selectApplications } from './applications';

const COURSES = ['security-basics', 'tools-tour'];
const REMOTE_COURSES = ['tools-tour-online'];

/** Plan for interns: a mentor, an online training if the rooms are full, and a review after ninety days. */
export const intern = definePlan(
  'intern',
  {
    title: 'Internship',
    appliesTo: employedAs('intern'),
    completeWithin: { moment: days(150), then: 'escalate' },
  },
  {
    managerApproval: approval({
      from: 'manager',
      remindAfter: '2 business days',
      escalateAfter: '4 business days',
      escalateTo: 'hr',
      expireAfter: '10 business days',
      onExpiry: 'decline',
    }),
    nameMentor: task({
      for: 'manager',
      title: 'Name a mentor',
      after: ['managerApproval'],
      due: businessDays(-2),
      instructions: 'Who looks after the intern from the first day on? Ask them first.',
      form: {
        mentor: z.string().max(200).meta({ label: 'Name of the mentor' }),
        hoursAWeek: z.number().min(1).max(20).meta({ label: 'Hours a week they have for it' }),
      },
      remindAfter: '2 business days',
      escalateAfter: '5 business days',
      escalateTo: 'hr',
    }),
    createAccounts: activity('createAccounts', {
      after: approvals,
      start: businessDays(-3),
      owner: 'it',
      decideWithin: '2 business days',
      settings: (onboarding) => ({ applications: selectApplications(onboarding) }),
    }),
    assignEquipment: activity('assignEquipment', { after: approvals, start: businessDays(-5) }),
    scheduleTraining: activity('scheduleTraining', {
      after: ['createAccounts'],
      redoWhenRescheduled: true,
      onFailure: { NoSeat: 'scheduleRemoteTraining' },
      settings: () => ({ trainings: COURSES }),
    }),
    scheduleRemoteTraining: activity('scheduleTraining', {
      title: 'Schedule remote training',
      only: 'as a branch',
      redoWhenRescheduled: true,
      skippable: true,
      owner: 'hr',
      decideWithin: '2 business days',
      settings: () => ({ trainings: REMOTE_COURSES, overridesRequest: true }),
    }),
    notifyManager: activity('notifyManager', {
      after: ['assignEquipment', 'scheduleTraining', 'nameMentor'],
      redoWhenRescheduled: true,
    }),
    welcomeEmployee: activity('welcomeEmployee', {
      after: ['notifyManager'],
      redoWhenRescheduled: true,
      // Every training that may be booked: the welcome invites only to trainings listed here.
      settings: () => ({ trainings: [...COURSES, ...REMOTE_COURSES] }),
    }),
    activateAccounts: activity('activateAccounts', {
      after: ['createAccounts', 'assignEquipment', 'scheduleTraining'],
      start: dayOneAt('07:00'),
      redoWhenRescheduled: true,
    }),
    ninetyDayReview: task({
      for: 'manager',
      title: 'Ninety-day review',
      after: ['activateAccounts'],
      start: days(90),
      instructions: 'Look back together: what was learnt, and do both sides want to go on?',
      form: {
        recommended: z.boolean().meta({ label: 'Would you offer a job?' }),
        notes: z.string().max(500).optional().meta({ label: 'What HR should know' }),
      },
      remindAfter: '3 business days',
      escalateAfter: '8 business days',
      escalateTo: 'hr',
      skippable: true,
    }),
  },
);
