import { inEveryLanguage } from '../locale';

export const signInWords = inEveryLanguage({
  en: {
    title: 'Sign in',
    intro: 'We send a link to your work address. It signs you in once, within fifteen minutes.',
    email: 'Work e-mail address',
    send: 'Send me a link',
    sentTitle: 'Look into your mail',
    sent: (email: string) =>
      `If ${email} may sign in here, a link is on its way. It works once, within fifteen minutes.`,
    again: 'Ask for another link',
    confirmTitle: 'Welcome back',
    confirm:
      'This link signs you in. It does so when you press the button, and not before: mail programs open links, too.',
    enter: 'Sign me in',
    mailSubject: 'Your link to sign in to Firstday',
    mail: (link: string) =>
      `Open this link and press the button there. It signs you in once, within fifteen minutes:\n\n${link}\n\n` +
      `If you did not ask for it, do nothing.`,
  },
  de: {
    title: 'Anmelden',
    intro:
      'Wir schicken einen Link an Ihre dienstliche Adresse. Er meldet Sie einmal an, innerhalb von fünfzehn Minuten.',
    email: 'Dienstliche E-Mail-Adresse',
    send: 'Link schicken',
    sentTitle: 'Sehen Sie in Ihre E-Mails',
    sent: (email: string) =>
      `Wenn ${email} sich hier anmelden darf, ist ein Link unterwegs. Er gilt einmal, innerhalb von fünfzehn Minuten.`,
    again: 'Noch einen Link anfordern',
    confirmTitle: 'Willkommen zurück',
    confirm:
      'Dieser Link meldet Sie an, sobald Sie auf den Knopf drücken, und nicht vorher: Auch Mailprogramme öffnen Links.',
    enter: 'Anmelden',
    mailSubject: 'Ihr Link zur Anmeldung bei Firstday',
    mail: (link: string) =>
      `Öffnen Sie diesen Link und drücken Sie dort auf den Knopf. Er meldet Sie einmal an, innerhalb von fünfzehn ` +
      `Minuten:\n\n${link}\n\nWenn Sie ihn nicht angefordert haben, tun Sie nichts.`,
  },
});
