import { defineMessages } from '../../i18n/locale';

export const signInMessages = defineMessages({
  en: {
    title: 'Sign in',
    intro: 'We send a link to your work address. It signs you in once, within fifteen minutes.',
    byProvider: 'Sign in with your company account',
    orByLink: 'Or by a link in a mail',
    errorTitle: 'You are not signed in',
    errors: {
      unavailable: 'The sign-in of your company does not answer. Try again in a moment, or have a link sent to you.',
      failed: 'The sign-in was not completed, took too long, or was begun in another window. Begin again.',
      unverified: 'The sign-in of your company does not confirm your e-mail address. Ask those who run it to do so.',
      unknown:
        'Your company account is fine, but nobody has entered its e-mail address here, and no onboarding names it. Ask HR to add you.',
    },
    tryAgain: 'Try again',
    otherWays: 'Other ways to sign in',
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
    byProvider: 'Mit dem Firmenkonto anmelden',
    orByLink: 'Oder mit einem Link per E-Mail',
    errorTitle: 'Sie sind nicht angemeldet',
    errors: {
      unavailable:
        'Die Anmeldung Ihrer Firma antwortet nicht. Versuchen Sie es gleich noch einmal, oder lassen Sie sich einen Link schicken.',
      failed:
        'Die Anmeldung wurde nicht abgeschlossen, hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Beginnen Sie noch einmal.',
      unverified:
        'Die Anmeldung Ihrer Firma bestätigt Ihre E-Mail-Adresse nicht. Bitten Sie die Zuständigen, das nachzuholen.',
      unknown:
        'Ihr Firmenkonto ist in Ordnung, aber seine E-Mail-Adresse ist hier nicht eingetragen, und kein Onboarding nennt sie. Bitten Sie HR, Sie einzutragen.',
    },
    tryAgain: 'Noch einmal versuchen',
    otherWays: 'Andere Wege, sich anzumelden',
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
