import { buildCalendarInvitation, buildCalendarCancellation } from '../../../activities/emails/calendar-invitation';

describe('calendar invitations', () => {
  const event = {
    uid: '1-first-day@firstday',
    sequence: 0,
    title: 'Your first day; really, yes\nreally',
    startsAt: '2027-03-01T08:00:00.000Z',
    endsAt: '2027-03-01T16:00:00.000Z',
    place: 'berlin',
    organizer: { name: 'Grace "Amazing" Hopper', email: 'grace@example.com' },
    attendee: { name: 'Ada\r\nX-EVIL:1', email: 'ada@example.org' },
  };
  const unfoldLines = (content = '') => content.replaceAll('\r\n ', '').split('\r\n');

  it('use REQUEST and UTC; titles and names cannot inject lines', () => {
    const lines = unfoldLines(buildCalendarInvitation(event)?.content);
    for (const line of ['METHOD:REQUEST', 'UID:1-first-day@firstday', 'SEQUENCE:0', 'STATUS:CONFIRMED'])
      expect(lines).toContain(line);
    expect(lines).toContain('DTSTART:20270301T080000Z');
    expect(lines).toContain('SUMMARY:Your first day\\; really\\, yes\\nreally');
    expect(lines.filter((line) => line.startsWith('X-EVIL'))).toEqual([]);
  });

  it('are cancelled by CANCEL with the same UID', () => {
    const lines = unfoldLines(buildCalendarCancellation({ ...event, sequence: 1 })?.content);
    for (const line of ['METHOD:CANCEL', 'UID:1-first-day@firstday', 'SEQUENCE:1', 'STATUS:CANCELLED'])
      expect(lines).toContain(line);
  });
});
