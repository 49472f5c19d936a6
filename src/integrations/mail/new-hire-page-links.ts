import type { Mailer, EmailMessage } from './mailer';

/** Decorates a mailer: appends the personal page link to messages with `newHireOnboardingId`. */
export const withNewHirePageLinks = <Sends extends Mailer>(
  mailer: Sends,
  getPageUrl: (onboardingId: string) => Promise<string>,
): Sends => ({
  ...mailer,
  send: async (message: EmailMessage, signal?: AbortSignal) => {
    const { newHireOnboardingId, text } = message;
    if (newHireOnboardingId === undefined) return mailer.send(message, signal);
    const link = `All about your first day, on a page of your own:\n${await getPageUrl(newHireOnboardingId)}`;
    return mailer.send({ ...message, text: `${text}\n\n${link}` }, signal);
  },
});
