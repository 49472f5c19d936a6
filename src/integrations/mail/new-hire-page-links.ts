import type { Mailer, EmailMessage } from './mailer';

/**
 * Adds the link to their own page to what goes to a new hire, however it is sent then.
 * @param ownPage where the new hire of an onboarding has it
 */
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
