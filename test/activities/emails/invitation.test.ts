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

  it('keep a double quote in a name within its parameter (RFC 6868)', () => {
    const names = { organizer: 'Grace "Amazing" Hopper', attendee: 'Al "^" Bo:b;x' };
    const lines = unfoldLines(
      buildCalendarInvitation({
        ...event,
        organizer: { name: names.organizer, email: 'grace@example.com' },
        attendee: { name: names.attendee, email: 'al@example.org' },
      })?.content,
    );
    const decode = (text: string) =>
      text.replace(/\^([n'^])/g, (_, code: string) => ({ n: '\n', "'": '"', '^': '^' })[code] ?? '');
    const readName = (property: string) =>
      decode(/CN="([^"]*)"[;:]/.exec(lines.find((line) => line.startsWith(property)) ?? '')?.[1] ?? '');
    expect(readName('ORGANIZER')).toBe(names.organizer);
    expect(readName('ATTENDEE')).toBe(names.attendee);
    expect(lines.filter((line) => line.startsWith('ATTENDEE'))[0]).toMatch(/:MAILTO:al@example\.org$/i);
  });

  it('are cancelled by CANCEL with the same UID', () => {
    const lines = unfoldLines(buildCalendarCancellation({ ...event, sequence: 1 })?.content);
    for (const line of ['METHOD:CANCEL', 'UID:1-first-day@firstday', 'SEQUENCE:1', 'STATUS:CANCELLED'])
      expect(lines).toContain(line);
  });
});
